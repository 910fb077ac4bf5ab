import { hash } from "node:crypto";

/** Something that anybody may fetch by its address, ready to be sent. */
export interface PublishedFile {
  readonly body: Buffer;
  readonly contentType: string;
  /** A strong validator, in its quotes. */
  readonly etag: string;
  readonly lastModified: Date;
  /** Whether there was another file at this address with the same date: then the date alone tells nobody which one they have. */
  readonly sharesSecond?: boolean;
  /** The moment after which a cache must ask again. */
  readonly staleAt?: Date;
}

/** A small file; its contents are its validator. @param facts.staleAt left out for what hardly ever changes */
export function publishedFile(
  contents: Uint8Array | string,
  facts: Omit<PublishedFile, "body" | "etag">,
): PublishedFile {
  const body = Buffer.from(contents);
  return { body, etag: `"${hash("sha256", body).slice(0, 32)}"`, ...facts };
}
