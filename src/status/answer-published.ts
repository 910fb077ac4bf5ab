import type { IncomingHttpHeaders } from "node:http";
import type { StatusAnswer, StatusHandler } from "./answer-to.ts";
import { isKnown } from "./is-known.ts";
import type { PublishedFile } from "./published-file.ts";
import type { Snapshot } from "./snapshot.ts";
import { textAnswer } from "./text-answer.ts";

/** A CRL is asked for again at least this often, so that a revocation reaches everybody in time. */
const MAX_AGE_S = 60;

/**
 * Answers for the files that certificates point to. What is signed is sent as it is: no encoding, whatever is accepted.
 *
 * @param snapshot what is published; undefined as long as the register has never been read
 * @param due what is to be there: of these "not yet" is said, of all others "no"
 */
export function answerPublished(snapshot: () => Snapshot | undefined, due: ReadonlySet<string>): StatusHandler {
  return ({ path, headers }, now) => {
    const file = snapshot()?.files.get(path);
    if (file) return answerFile(file, headers, now);
    return due.has(path) ? textAnswer(503, "503\n", { "retry-after": "10" }) : textAnswer(404, "404\n");
  };
}

/** The answer with a file, or without its bytes for who has them already. */
export function answerFile(file: PublishedFile, asked: IncomingHttpHeaders, now: Date): StatusAnswer {
  const headers = {
    etag: file.etag,
    "last-modified": file.lastModified.toUTCString(),
    "cache-control": cacheControl(file, now),
    ...(file.staleAt && { expires: file.staleAt.toUTCString() }),
  };
  if (isKnown(file, asked)) return { status: 304, headers, body: Buffer.alloc(0) };
  return { status: 200, headers: { ...headers, "content-type": file.contentType }, body: file.body };
}

function cacheControl({ staleAt }: PublishedFile, now: Date): string {
  if (!staleAt) return "public, max-age=86400";
  const left = Math.max(0, Math.floor((staleAt.getTime() - now.getTime()) / 1000));
  return `public, max-age=${Math.min(MAX_AGE_S, left)}, must-revalidate`;
}
