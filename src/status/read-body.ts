import type { IncomingMessage } from "node:http";

/** The largest request of any protocol here; most are some hundred bytes. */
const MAX_BODY_BYTES = 16_384;

const EMPTY = Buffer.alloc(0);

/** Whether a request announces no body at all, so that nobody has to wait for one. */
const hasNoBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0;

/**
 * Hands over the whole body of a request, or undefined as soon as it is known to be over the limit. A request that breaks
 * off is answered by nobody.
 */
export function readBody(request: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  if (hasNoBody(request)) done(EMPTY);
  else if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) done(undefined);
  else collect(request, done);
}

function collect(request: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    else if (length - chunk.length <= MAX_BODY_BYTES) done(undefined);
  });
  request.on("end", () => {
    const [first = EMPTY] = chunks;
    if (length <= MAX_BODY_BYTES) done(chunks.length < 2 ? first : Buffer.concat(chunks, length));
  });
}
