import { hash } from "node:crypto";
import type { StatusAnswer, StatusHandler, StatusRequest } from "../answer-to.ts";
import { hasTag } from "../is-known.ts";
import type { OcspAnswer, Responder } from "./responder.ts";

/** Asked for again at least this often, so that a revocation reaches everybody in time. */
const MAX_AGE_S = 60;

const PATH = "/ocsp/";
const TYPE = { "content-type": "application/ocsp-response" };
const NOT_KEPT = { ...TYPE, "cache-control": "no-store" };

/**
 * OCSP over HTTP. What is no question gets the protocol's own *malformed*, never an HTTP error.
 *
 * @param readFirst what has to be read before a question can be answered: the time when it has been
 * @see RFC 6960 appendix A, RFC 9919 section 6 (GET, and how long answers are kept)
 */
export function answerOcsp(
  { answer }: Pick<Responder, "answer">,
  readFirst: (question: Buffer) => Promise<Date> | undefined = () => undefined,
): StatusHandler {
  const answerAt = (question: Buffer, request: StatusRequest, now: Date) => {
    const given = answer(question, now);
    if (request.method === "GET" && given.window) return answerForCaches(given, request, now);
    return { status: 200, headers: NOT_KEPT, body: given.body };
  };
  return (request, now) => {
    const question = questionOf(request) ?? NOTHING;
    const read = readFirst(question);
    return read ? read.then((later) => answerAt(question, request, later)) : answerAt(question, request, now);
  };
}

const NOTHING = Buffer.alloc(0);

function questionOf({ method, path, headers, body }: StatusRequest): Buffer | undefined {
  if (method === "GET") return path.startsWith(PATH) ? decodePath(path.slice(PATH.length)) : undefined;
  const [type = ""] = (headers["content-type"] ?? "").split(";", 1);
  return type.trim().toLowerCase() === "application/ocsp-request" ? body : undefined;
}

/** Base64 in its one form, percent-encoded or not; so one question has one answer, whichever way it is written. */
function decodePath(path: string): Buffer | undefined {
  try {
    const text = decodeURIComponent(path);
    const question = Buffer.from(text, "base64");
    return question.toString("base64") === text ? question : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function answerForCaches(given: OcspAnswer, { headers: asked }: StatusRequest, now: Date): StatusAnswer {
  const { body, window } = given;
  if (!window) return { status: 200, headers: NOT_KEPT, body };
  const left = Math.floor((window.nextUpdate.getTime() - now.getTime()) / 1000);
  const etag = `"${hash("sha256", body).slice(0, 32)}"`;
  const headers = {
    etag,
    "last-modified": window.thisUpdate.toUTCString(),
    expires: window.nextUpdate.toUTCString(),
    "cache-control": `public, max-age=${Math.min(MAX_AGE_S, left)}, no-transform, must-revalidate`,
  };
  if (hasTag(etag, asked)) return { status: 304, headers, body: NOTHING };
  return { status: 200, headers: { ...headers, ...TYPE }, body };
}
