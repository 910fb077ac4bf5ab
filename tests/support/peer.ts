import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** One request as the peer got it. */
export interface PeerRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly form: URLSearchParams;
}

type Behave = (request: PeerRequest, response: ServerResponse) => void;

/** A provider's HTTP service on this machine, which behaves as it is told to; ended with the test. */
export interface Peer {
  readonly url: string;
  readonly asked: readonly PeerRequest[];
  behave(how: Behave): void;
}

export async function startPeer(first: Behave): Promise<Peer> {
  let how = first;
  const asked: PeerRequest[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://peer");
      const { method = "GET", headers } = request;
      const got = { method, path: pathname, query: searchParams, headers, form: new URLSearchParams(body) };
      asked.push(got);
      how(got, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    ...{ url: `http://127.0.0.1:${port}`, asked },
    behave(next) {
      how = next;
    },
  };
}

/** An answer with a body. */
export const answers =
  (status: number, body: string | object, headers: Readonly<Record<string, string>> = {}): Behave =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

/** The connection is cut once the whole question was read: it may have been acted on. */
export const cuts: Behave = (_, response) => void response.destroy();

/** Nothing is answered for as long as anybody waits. */
export const isSilent: Behave = () => undefined;
