import { PortalError } from "#portal/error.ts";
import { parseStrictJson } from "./strict-json.ts";

/** Enough for a form with two certification requests and a signature of 16 kB each in base64; nothing of ours is larger. */
const MAX_BODY = 73_728;

/**
 * The JSON of a request, read no further than we have use for.
 *
 * @throws {PortalError} MEDIA_TYPE_REFUSED, BODY_TOO_LARGE or INPUT_INVALID, checked in this order
 */
export async function readBody(request: Request): Promise<unknown> {
  if (!/^application\/json\s*(;\s*charset=utf-8)?$/i.test(request.headers.get("content-type") ?? "")) {
    throw new PortalError("MEDIA_TYPE_REFUSED");
  }
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY) throw new PortalError("BODY_TOO_LARGE");
  return parseStrictJson(await readCapped(request));
}

/** What `content-length` says is a claim: the bytes themselves are counted. */
async function readCapped(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY) throw new PortalError("BODY_TOO_LARGE");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
