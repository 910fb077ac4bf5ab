const TIMEOUT_MS = 2_000;
const MOST_OCTETS = 16_384;

/** Sends a question to the status service and gives what comes back, which nothing is believed of. */
export type AskOcsp = (question: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/**
 * The status service at one address, and nowhere else: a certificate's own address is not asked.
 *
 * @param statusUrl without a slash at its end
 * @throws {Error} for no answer in two seconds, a longer one than 16 KiB, one of another kind, and one that points elsewhere
 */
export function ocspAt(statusUrl: string): AskOcsp {
  return async (question) => {
    const response = await fetch(`${statusUrl}/ocsp`, {
      ...{ method: "POST", body: question, redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) },
      headers: { "content-type": "application/ocsp-request" },
    });
    if (response.headers.get("content-type") !== "application/ocsp-response") throw new Error("no OCSP response");
    return atMost(response, MOST_OCTETS);
  };
}

async function atMost({ body }: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > most) throw new Error("an OCSP response that is too long");
    parts.push(part);
  }
  return Buffer.concat(parts);
}
