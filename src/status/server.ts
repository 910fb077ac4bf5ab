import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import type { Clock } from "#platform/clock.ts";
import type { Logger } from "#platform/log.ts";
import { answerTo, type StatusAnswer, type StatusRoutes } from "./answer-to.ts";
import { readBody } from "./read-body.ts";
import { textAnswer } from "./text-answer.ts";

/** Time and size for what a relying party sends: who has said nothing whole in ten seconds is sent away. */
const LIMITS = {
  keepAliveTimeout: 60_000,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 8_192,
} as const satisfies ServerOptions;

export interface ServerOf {
  readonly routes: StatusRoutes;
  readonly clock: Clock;
  readonly log: Pick<Logger, "error">;
}

/** The server for relying parties: reads what is asked, within limits, and sends what the table of routes says to it. */
export function statusServer({ routes, clock, log }: ServerOf, limits: Partial<ServerOptions> = {}): Server {
  return createServer({ ...LIMITS, ...limits }, (request, response) => {
    const path = pathOf(request);
    const method = request.method === "HEAD" ? "GET" : (request.method ?? "");
    const failed = (err: unknown) => {
      log.error({ err, path }, "a request could not be answered");
      send(request, response, textAnswer(500, "500\n"));
    };
    readBody(request, (body) => {
      if (!body) return send(request, response, TOO_LARGE);
      try {
        const answer = answerTo({ method, path, headers: request.headers, body }, routes, clock.now());
        // most answers are there at once: no turn of the event loop for them
        if (answer instanceof Promise) answer.then((later) => send(request, response, later)).catch(failed);
        else send(request, response, answer);
      } catch (error) {
        failed(error);
      }
    });
  });
}

/** What comes after too much is not read: the connection ends with the answer. */
const TOO_LARGE = textAnswer(413, "413\n", { connection: "close" });

/** Up to here a body goes out as text, which Node joins to the head: one write to the socket, not two that are gathered. */
const IN_ONE_PIECE_BYTES = 4_096;

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: StatusAnswer): void {
  const length = status === 304 ? {} : { "content-length": body.length };
  response.writeHead(status, { ...headers, ...length, "x-content-type-options": "nosniff" });
  if (request.method === "HEAD") response.end();
  else if (body.length > IN_ONE_PIECE_BYTES) response.end(body);
  else response.end(body.toString("latin1"), "latin1");
}

/** The path of a request line in either of its forms. @see RFC 9112 sections 3.2.1 and 3.2.2 */
function pathOf({ url = "" }: IncomingMessage): string {
  const inOriginForm = url.startsWith("/") ? url : url.replace(/^https?:\/\/[^/?]*/i, "");
  return inOriginForm.split("?", 1)[0] ?? "";
}
