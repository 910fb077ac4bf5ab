import { freePort } from "#platform/free-port.ts";
import { type OwnProcess, ownProgram } from "./own-process.ts";

/** Two processes that make one signature for each request and answer with so many bytes: what `kind` leaves at most. */
export async function bareSigners(kind: "http" | "net", bytes: number) {
  const ports = [await freePort(), await freePort()];
  const processes: OwnProcess[] = [];
  for (const port of ports) {
    processes.push(await ownProgram(`bare ${kind}`, ["bench/bare-signer.ts", kind, String(port), String(bytes)]));
  }
  return { ports, stop: () => Promise.all(processes.map(({ stop }) => stop())) };
}
