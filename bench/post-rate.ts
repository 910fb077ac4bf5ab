import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What is sent again and again to a server on this machine. */
export interface Post {
  readonly port: number;
  readonly path: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

const CONNECTIONS = 16;
const LENGTH_MS = 1_000;

/**
 * How many answers a server gives in a second to 16 connections that are kept, each asking again when it is answered.
 *
 * Written over bare sockets, since a client of node:http takes more of a core than the servers that it would measure.
 *
 * @throws {Error} for an answer other than 200
 */
export async function postRate({ port, path, contentType, body }: Post): Promise<number> {
  const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: ${contentType}\r\ncontent-length: ${body.length}\r\n\r\n`;
  const request = Buffer.concat([Buffer.from(head), body]);
  const sockets = Array.from({ length: CONNECTIONS }, () => connect({ port, host: "127.0.0.1", noDelay: true }));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  const begun = performance.now();
  const counts = await Promise.all(sockets.map((socket) => askAgain(socket, request, begun + LENGTH_MS)));
  const seconds = (performance.now() - begun) / 1000;
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

function askAgain(socket: Socket, request: Buffer, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let answered = 0;
    let pending: Buffer = Buffer.alloc(0);
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed a connection")));
    socket.on("data", (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const length = lengthOf(pending);
      if (length === undefined || pending.length < length) return;
      pending = Buffer.alloc(0);
      answered++;
      if (performance.now() < until) return void socket.write(request);
      socket.removeAllListeners("close").destroy();
      resolve(answered);
    });
    socket.write(request);
  });
}

/** The length of one answer with its head, once the head is there. */
function lengthOf(bytes: Buffer): number | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = bytes.toString("latin1", 0, end);
  if (!head.startsWith("HTTP/1.1 200 ")) throw new Error(`answered: ${head.slice(0, 40)}`);
  const [, length = "0"] = /^content-length: (\d+)$/im.exec(head) ?? [];
  return end + 4 + Number(length);
}
