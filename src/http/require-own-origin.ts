import { PortalError } from "#portal/error.ts";

/**
 * Refuses whatever another site could have made this browser send. An answer that is missing counts as wrong.
 *
 * @throws {PortalError} ORIGIN_REFUSED
 * @see https://fetch.spec.whatwg.org/#origin-header and https://www.w3.org/TR/fetch-metadata/
 */
export function requireOwnOrigin(request: Request, origin: string): void {
  const site = request.headers.get("sec-fetch-site");
  const foreign = request.headers.get("origin") !== origin || (site !== null && site !== "same-origin");
  if (foreign) throw new PortalError("ORIGIN_REFUSED");
}
