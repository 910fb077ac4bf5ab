import fc from "fast-check";
import { expect } from "vitest";
import { equalBytes } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { verifyDetached } from "#pki/cms.ts";
import { PkiError } from "#pki/error.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { opensslIn } from "#tests/support/openssl.ts";
import { changedBytes, changedStructure } from "./hostile-bytes.ts";
import { certify, ISSUING, ROOT, SIGN } from "./openssl-authority.ts";

/**
 * Tries `count` changed copies of a message that OpenSSL signed, and expects that none of them authenticates.
 *
 * @returns how many were refused by each code
 */
export async function tryMutations(folder: string, count: number): Promise<ReadonlyMap<string, number>> {
  const openssl = opensslIn(folder);
  certify(openssl, ROOT);
  certify(openssl, ISSUING);
  const certificate = parseCertificate(certify(openssl, SIGN));
  const content = openssl.read(openssl.write("content", "TANBA-SIGN/1\n"));
  const cms = openssl.run(
    ...["cms", "-sign", "-in", "content", "-outform", "DER", "-signer", "sign.pem", "-inkey", "sign.key.pem"],
    ...["-binary", "-cades", "-nosmimecap", "-md", "sha256"],
  );
  await verifyDetached(cms, { content, certificate, primitives });

  const refused = new Map<string, number>();
  const mutations = fc.oneof(changedBytes([cms]), changedStructure([cms])).filter((bytes) => !equalBytes(bytes, cms));
  await fc.assert(
    fc.asyncProperty(mutations, async (mutation) => {
      const outcome = await verifyDetached(mutation, { content, certificate, primitives }).catch(
        (error: unknown) => error,
      );
      expect(outcome).toBeInstanceOf(PkiError);
      if (outcome instanceof PkiError) refused.set(outcome.code, (refused.get(outcome.code) ?? 0) + 1);
    }),
    { numRuns: count },
  );
  return refused;
}
