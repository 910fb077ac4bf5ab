import type { StatusAnswer, StatusRequest } from "./answer-to.ts";

/** Requests for the status of one certificate are some hundred bytes. */
const MAX_REQUEST_BYTES = 4096;

/** OCSPResponse { responseStatus tryLater (3) }: unsigned, as the protocol has it. @see RFC 6960 section 2.3 */
const TRY_LATER = Buffer.from("30030a0103", "hex");

/** Says in the protocol's own words that there is no responder yet: relying parties turn to the CRL. */
export function answerOcsp({ method, headers }: StatusRequest): StatusAnswer {
  if (method !== "GET" && method !== "POST") return refusal(405, { allow: "GET, POST" });
  if (method === "POST" && headers["content-type"] !== "application/ocsp-request") return refusal(415);
  if (Number(headers["content-length"] ?? 0) > MAX_REQUEST_BYTES) return refusal(413, { connection: "close" });
  const answer = { "content-type": "application/ocsp-response", "cache-control": "no-store" };
  return { status: 200, headers: answer, body: TRY_LATER };
}

function refusal(status: number, headers: Readonly<Record<string, string>> = {}): StatusAnswer {
  const plain = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return { status, headers: { ...plain, ...headers }, body: Buffer.from(`${status}\n`) };
}
