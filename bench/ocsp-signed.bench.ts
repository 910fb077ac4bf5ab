import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "#platform/free-port.ts";
import { bareSigners } from "./bare-signers.ts";
import type { Bench } from "./bench.ts";
import { endWith } from "./ending.ts";
import { httpSides } from "./http-sides.ts";
import { serialOf } from "./ocsp-serials.ts";
import { openOcspSite } from "./ocsp-site.ts";

const CERTIFICATES = 1000;
const ANSWER_BYTES = 880;

/** `openssl ocsp` as a server of two processes over the same certificates and key. */
async function opensslResponder(folder: string) {
  const lines = Array.from(
    { length: CERTIFICATES },
    (_, number) => `V\t491231235959Z\t\t${serialOf(number).toUpperCase()}\tunknown\t/CN=${number}\n`,
  );
  writeFileSync(join(folder, "index.txt"), lines.join(""));
  const port = await freePort();
  const signer = ["-CA", "issuing.pem", "-rsigner", "ocsp.pem", "-rkey", "ocsp.key.pem", "-ndays", "1"];
  const args = ["ocsp", "-index", "index.txt", ...signer, "-port", String(port), "-multi", "2"];
  const child = spawn("openssl", args, { cwd: folder, stdio: "ignore" });
  const ended = once(child, "exit");
  const stop = endWith(async () => {
    // it has made a group of its own; told to end, it would wait for its two processes, which wait for questions
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    await ended;
  });
  return { port, stop };
}

export const bench: Bench = {
  name: "OCSP signed for each question with P-256, two processes, a new connection for each",
  goal: "≥ 1.2 of openssl ocsp -multi 2, which hangs on kept connections",
  async setUp() {
    const site = await openOcspSite();
    const ours = [await site.responder(CERTIFICATES), await site.responder(CERTIFICATES)];
    const openssl = await opensslResponder(site.folder);
    const [http, net] = [await bareSigners("http", ANSWER_BYTES), await bareSigners("net", ANSWER_BYTES)];
    const next = site.questions(CERTIFICATES, { nonces: true });
    const { side, notes } = httpSides({ connections: 16, lengthMs: 1000, next, newConnections: true });
    return {
      subject: side(
        "answers with a nonce",
        ours.map(({ told }) => told.port),
      ),
      yardsticks: [
        side("openssl ocsp -multi 2", [openssl.port]),
        side("bare node:http that makes one signature, two processes", http.ports),
        side("bare sockets of Node that make one signature, two processes", net.ports),
      ],
      notes,
      async tearDown() {
        await openssl.stop();
        await http.stop();
        await net.stop();
        await site.close();
      },
    };
  },
};
