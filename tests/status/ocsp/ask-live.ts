import { randomBytes } from "node:crypto";
import type { Certificate } from "#pki/certificate.ts";
import { questionAbout } from "#tests/support/ocsp.ts";
import { type ReadSingle, readAnswer } from "./read-answer.ts";

/** Asks a running responder about one certificate, signed for this question unless `kept` will do. */
export async function askLive(
  url: string,
  issuer: Certificate,
  serial: string,
  { kept = false } = {},
): Promise<ReadSingle | undefined> {
  const question = questionAbout(issuer, [{ serial }], kept ? {} : { nonce: randomBytes(16) });
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/ocsp-request" },
    body: new Uint8Array(question),
  });
  return readAnswer(new Uint8Array(await answer.arrayBuffer())).responses[0];
}
