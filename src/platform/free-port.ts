import { once } from "node:events";
import { createServer } from "node:net";

const given = new Set<number>();

/** A TCP port of 127.0.0.1 that nobody listens on at this moment, and never the same one twice: whoever has it may yet begin. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a TCP server without a port");
  if (given.has(address.port)) return freePort();
  given.add(address.port);
  return address.port;
}
