import { connect, type Socket } from "node:net";

/** What is asked, of whom, and how. */
export interface Load {
  readonly ports: readonly number[];
  readonly connections: number;
  readonly lengthMs: number;
  /** A connection of its own for each question, as relying parties have it. */
  readonly newConnections?: boolean;
  /** The next whole HTTP request. */
  readonly next: () => Buffer;
}

export interface Loaded {
  readonly perSecond: number;
  readonly p99Ms: number;
  /** Answers that were not 200. */
  readonly refused: number;
}

/** Asks over some connections at once, on each the next question as soon as the last is answered. */
export async function loadOver(load: Load): Promise<Loaded> {
  const begun = performance.now();
  const until = begun + load.lengthMs;
  const times: number[] = [];
  let refused = 0;
  const one = async (at: number) => {
    const port = load.ports[at % load.ports.length] ?? 0;
    let socket: Socket | undefined;
    while (performance.now() < until) {
      const asked = performance.now();
      socket ??= connect({ port, host: "127.0.0.1", noDelay: true });
      const status = await ask(socket, load.next());
      if (status !== 200) refused++;
      times.push(performance.now() - asked);
      if (load.newConnections) {
        socket.destroy();
        socket = undefined;
      }
    }
    socket?.destroy();
  };
  await Promise.all(Array.from({ length: load.connections }, (_, at) => one(at)));
  times.sort((a, b) => a - b);
  return {
    perSecond: (times.length * 1000) / (performance.now() - begun),
    p99Ms: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    refused,
  };
}

/** Sends a request and reads its answer to the last byte; the status, or 0 when the connection ended before. */
function ask(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((settle) => {
    let read: Buffer = Buffer.alloc(0);
    const done = (status: number) => {
      socket.off("data", onData).off("error", onEnd).off("close", onEnd);
      settle(status);
    };
    const onEnd = () => done(0);
    const onData = (chunk: Buffer) => {
      read = read.length === 0 ? chunk : Buffer.concat([read, chunk]);
      const head = read.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = /content-length: (\d+)/i.exec(read.toString("latin1", 0, head))?.[1];
      if (length !== undefined && read.length >= head + 4 + Number(length)) done(statusOf(read));
    };
    socket.on("data", onData).on("error", onEnd).on("close", onEnd);
    socket.write(request);
  });
}

const statusOf = (answer: Buffer) => Number(answer.toString("latin1", 9, 12));

/** One POST of a question, to be kept or not as the answerer likes. */
export function postOf(body: Buffer, path = "/ocsp", contentType = "application/ocsp-request"): Buffer {
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}
