import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { CLIENT_ADDRESS } from "./client-address.ts";

/** Headers that only something inside may have set: to the framework each of them is an instruction. */
const INSTRUCTIONS = [
  "next-action",
  "next-resume",
  "x-middleware-subrequest",
  "x-nextjs-data",
  "x-now-route-matches",
  "forwarded",
];

interface Edge {
  readonly origin: string;
  /** How many proxies stand before this process and write X-Forwarded-For; 0 when clients reach it themselves. */
  readonly trustedProxies: number;
}

/**
 * Cleans the headers of every request of this process before the framework reads any of them: removes its instructions,
 * says what the host and the scheme are, and from which address the request really came.
 */
export function guardEdge({ origin, trustedProxies }: Edge): void {
  const { host, protocol } = new URL(origin);
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const address = addressOf(request, trustedProxies);
    for (const name of INSTRUCTIONS) delete request.headers[name];
    request.headers["x-forwarded-for"] = address;
    request.headers["x-forwarded-host"] = host;
    request.headers["x-forwarded-proto"] = protocol.slice(0, -1);
    request.headers[CLIENT_ADDRESS] = address;
  });
}

/** Each proxy adds the address it was called from at the right; what stands further left anybody can invent. */
function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const hops = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((hop) => hop.trim());
  const chain = [...hops, request.socket.remoteAddress ?? ""].map((address) =>
    address.replace(/^::ffff:(?=\d+\.)/, ""),
  );
  const address = chain.at(-1 - trustedProxies) ?? "";
  return isIP(address) ? address : "unknown";
}
