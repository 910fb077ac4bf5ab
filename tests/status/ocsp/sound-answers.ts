import { createPublicKey, type KeyObject, verify } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { OID } from "#pki/oid.ts";
import { NOW } from "#tests/support/authority.ts";
import { certIdOf, questionAbout } from "#tests/support/ocsp.ts";
import type { responderForTest } from "./desk-for-test.ts";
import { type ReadAnswer, readAnswer } from "./read-answer.ts";

const HOUR_MS = 3_600_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);
const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString("hex");
const keyOf = (spki: Uint8Array) => createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });

/** Asks for any of these certificates in any way, and holds every answer to all that relying parties look at. */
export function tryAnswers(
  { responder, issuer, knowAt }: Awaited<ReturnType<typeof responderForTest>>,
  { serials, unissued, numRuns }: { serials: readonly string[]; unissued: string; numRuns: number },
): void {
  const keyIn = responderKeyReader(keyOf(issuer.spki));
  const asked = fc.array(fc.constantFrom(...serials, unissued), { minLength: 1, maxLength: 4 });
  const digests = fc.constantFrom("SHA-1" as const, "SHA-256" as const);
  const nonces = fc.option(fc.uint8Array({ minLength: 1, maxLength: 128 }), { nil: undefined });
  fc.assert(
    fc.property(asked, digests, nonces, fc.nat(5 * HOUR_MS), fc.nat(50_000), (about, digest, nonce, at, age) => {
      const now = later(at);
      // of what is not known there is no answer after five seconds without the register
      knowAt(later(at - (about.includes(unissued) ? age % 5_001 : age)));
      const certificates = about.map((serial) => ({ serial, digest }));
      const question = questionAbout(issuer, certificates, { ...(nonce && { nonce }) });
      const answer = readAnswer(responder.answer(question, now).body);
      const { key, keyHash } = keyIn(answer);
      expect({
        ...{ signed: verify("sha256", answer.tbs, key, answer.signature), keyHash: answer.keyHash },
        ...{ nonce: answer.nonce, certIds: answer.responses.map(({ certId }) => hex(certId)) },
        lives: answer.responses.map(({ thisUpdate, nextUpdate }) => nextUpdate.getTime() - thisUpdate.getTime()),
        inForce: answer.responses.every(({ thisUpdate, nextUpdate }) => thisUpdate <= now && now < nextUpdate),
        producedLater: answer.producedAt > now,
      }).toEqual({
        ...{ signed: true, keyHash },
        ...{ nonce: hex(nonce), certIds: certificates.map((one) => hex(certIdOf(issuer, one))) },
        lives: about.map((serial) => (serial === unissued ? 60_000 : 4 * HOUR_MS)),
        ...{ inForce: true, producedLater: false },
      });
    }),
    { numRuns },
  );
}

/** The key of the one certificate in an answer, after that was held to what a responder's has to be. */
function responderKeyReader(issuerKey: KeyObject) {
  const known = new Map<string, { key: KeyObject; keyHash: string | undefined }>();
  return ({ certificates }: ReadAnswer) => {
    const name = certificates.map(hex).join();
    const before = known.get(name);
    if (before) return before;
    const [der = new Uint8Array(), ...others] = certificates;
    const certificate = parseCertificate(der);
    expect({
      others,
      byIssuer: verify("sha256", certificate.tbs, issuerKey, certificate.signature),
      purposes: certificate.extendedKeyUsage,
      noCheck: certificate.extensions.has(OID.ocspNoCheck),
    }).toEqual({ others: [], byIssuer: true, purposes: [OID.ocspSigning], noCheck: true });
    const made = { key: keyOf(certificate.spki), keyHash: hex(certificate.subjectKeyIdentifier) };
    known.set(name, made);
    return made;
  };
}
