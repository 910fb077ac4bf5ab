import { equalBytes } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { PkiError } from "#pki/error.ts";
import { subjectOf } from "#pki/name.ts";
import { askAbout, type OcspAnswer, verifyAnswer } from "#pki/ocsp-client.ts";
import type { AskOcsp } from "#platform/ask-ocsp.ts";
import type { Context } from "#portal/context.ts";

/** What the status service says of a certificate, or why that cannot be told. */
export type ToldStatus =
  | (Pick<OcspAnswer, "status" | "thisUpdate" | "nextUpdate"> & {
      readonly outcome: "told";
      readonly responder: string;
    })
  | { readonly outcome: "unreachable" | "wrong" };

const NONCE_OCTETS = 32;

/**
 * Asks the status service about a certificate of ours as any relying party does, and verifies what it says. What the
 * register says stays what it is, whatever comes of this.
 *
 * @param der the certificate, which the caller may see
 */
export async function askStatus(
  { anchors, primitives, clock, random }: Context,
  ask: AskOcsp,
  der: Uint8Array,
): Promise<ToldStatus> {
  const certificate = parseCertificate(der);
  const issuer = anchors.intermediates.find(({ subject }) => equalBytes(subject, certificate.issuer));
  if (!issuer) return { outcome: "wrong" };
  const question = await askAbout(certificate, issuer, { primitives, nonce: random(NONCE_OCTETS) });
  const response = await ask(question.der).catch(() => null);
  if (!response) return { outcome: "unreachable" };
  try {
    const answer = await verifyAnswer(response, question, { issuer, primitives, now: clock.now() });
    const { status, thisUpdate, nextUpdate, responder } = answer;
    return { outcome: "told", status, thisUpdate, nextUpdate, responder: subjectOf(responder.subject).commonName };
  } catch (error) {
    if (error instanceof PkiError) return { outcome: "wrong" };
    throw error;
  }
}
