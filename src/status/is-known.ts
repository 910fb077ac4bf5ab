import type { IncomingHttpHeaders } from "node:http";
import type { PublishedFile } from "./published-file.ts";

/** Whether who asks has the very bytes already. @see RFC 9110 section 13.2.2 (If-None-Match goes before If-Modified-Since) */
export function isKnown(
  { etag, lastModified, sharesSecond = false }: Pick<PublishedFile, "etag" | "lastModified" | "sharesSecond">,
  headers: IncomingHttpHeaders,
): boolean {
  if (headers["if-none-match"] !== undefined) return hasTag(etag, headers);
  if (sharesSecond) return false;
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return Math.floor(lastModified.getTime() / 1000) * 1000 <= since;
}

/** The same by the tag alone, for what may change twice in a second. */
export function hasTag(etag: string, headers: IncomingHttpHeaders): boolean {
  const tags = headers["if-none-match"];
  return tags === "*" || tags?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag) === true;
}
