import { createServer, type Server } from "node:http";
import type { Clock } from "#platform/clock.ts";
import { answerTo } from "./answer-to.ts";
import type { Snapshot } from "./snapshot.ts";

/** Time and size for what a relying party sends; a body is never read. */
const LIMITS = { keepAliveTimeout: 60_000, headersTimeout: 10_000, requestTimeout: 10_000, maxHeaderSize: 8_192 };

/** The server for relying parties over whatever is published at the moment of a request. */
export function statusServer(snapshot: () => Snapshot | undefined, clock: Clock): Server {
  return createServer(LIMITS, (request, response) => {
    const { method = "", url = "", headers } = request;
    const answer = answerTo({ method, url, headers }, snapshot(), clock.now());
    const length = answer.status === 304 ? {} : { "content-length": answer.body.length };
    response.writeHead(answer.status, { ...answer.headers, ...length, "x-content-type-options": "nosniff" });
    response.end(method === "HEAD" ? undefined : answer.body);
    request.resume();
  });
}
