import type { StatusAnswer, StatusRequest } from "./answer-to.ts";
import { textAnswer } from "./text-answer.ts";

/** OCSPResponse { responseStatus tryLater (3) }: unsigned, as the protocol has it. @see RFC 6960 section 2.3 */
const TRY_LATER = Buffer.from("30030a0103", "hex");

/** Says in the protocol's own words that there is no responder yet: relying parties turn to the CRL. */
export function answerOcsp({ method, headers }: StatusRequest): StatusAnswer {
  if (method === "POST" && headers["content-type"] !== "application/ocsp-request") return textAnswer(415, "415\n");
  const answer = { "content-type": "application/ocsp-response", "cache-control": "no-store" };
  return { status: 200, headers: answer, body: TRY_LATER };
}
