import type { IncomingHttpHeaders } from "node:http";
import { answerOcsp } from "./answer-ocsp.ts";
import type { PublishedFile } from "./published-file.ts";
import { PATHS, type Snapshot } from "./snapshot.ts";

/** What is known of a request before its body is read. */
export interface StatusRequest {
  readonly method: string;
  /** As it stood in the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface StatusAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A CRL is asked for again at least this often, so that a revocation reaches everybody in time. */
const MAX_AGE_S = 60;

/**
 * The answer to a relying party. Whatever is asked, it neither throws nor tells about itself.
 *
 * @param snapshot what is published; undefined as long as the register has never been read
 */
export function answerTo(request: StatusRequest, snapshot: Snapshot | undefined, now: Date): StatusAnswer {
  const path = request.url.split("?", 1)[0] ?? "";
  if (path === "/ocsp" || path.startsWith("/ocsp/")) return answerOcsp(request);
  if (request.method !== "GET" && request.method !== "HEAD") return textAnswer(405, "405\n", { allow: "GET, HEAD" });
  if (path === "/health/live") return textAnswer(200, "live\n");
  if (path === "/health/ready") return answerReady(snapshot, now);
  if (!PATHS.has(path)) return textAnswer(404, "404\n");

  const file = snapshot?.files.get(path);
  return file ? answerFile(file, request.headers, now) : textAnswer(503, "503\n", { "retry-after": "10" });
}

/** Ready means: everything that certificates point to can be answered, with lists that are in force. */
function answerReady(snapshot: Snapshot | undefined, now: Date): StatusAnswer {
  const lacking = [...PATHS].filter((path) => {
    const file = snapshot?.files.get(path);
    return !file || (file.staleAt !== undefined && file.staleAt <= now);
  });
  return lacking.length === 0 ? textAnswer(200, "ready\n") : textAnswer(503, `not ready: ${lacking.join(" ")}\n`);
}

function answerFile(file: PublishedFile, asked: IncomingHttpHeaders, now: Date): StatusAnswer {
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

/** @see RFC 9110 section 13.2.2 (If-None-Match goes before If-Modified-Since) */
function isKnown({ etag, lastModified }: PublishedFile, headers: IncomingHttpHeaders): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined) return tags === "*" || tags.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return Math.floor(lastModified.getTime() / 1000) * 1000 <= since;
}

function textAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): StatusAnswer {
  const plain = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return { status, headers: { ...plain, ...headers }, body: Buffer.from(text) };
}
