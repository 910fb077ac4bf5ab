import { once } from "node:events";
import { connect } from "node:net";
import { delay } from "./delay.ts";
import { StartError } from "./start-error.ts";

/**
 * Waits until somebody listens on a UNIX socket.
 *
 * @throws {StartError} after `patienceMs`, naming `log` as the place to look
 */
export async function awaitSocket(path: string, log: string, patienceMs = 20_000): Promise<void> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    if (await listens(path)) return;
    await delay(50);
  }
  throw new StartError(`The signer does not listen on ${path}: its log ${log} says why.`);
}

async function listens(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
