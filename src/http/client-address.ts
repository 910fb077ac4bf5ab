/** Set by `guardEdge` on every request that arrives, over whatever a client may have sent under this name. */
export const CLIENT_ADDRESS = "x-tanba-client-address";

/** Who counts against the limits of one address; an address that nobody vouches for shares one count with its like. */
export function clientAddress(request: Request): string {
  return request.headers.get(CLIENT_ADDRESS) ?? "unknown";
}
