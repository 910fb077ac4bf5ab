import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { assembleCms, buildSignedAttributes, signerOf, verifyDetached } from "#pki/cms.ts";
import { assembleCsr, buildCsrInfo, verifyCsr } from "#pki/csr.ts";
import { PkiError } from "#pki/error.ts";
import { STORAGE_OIDS } from "#pki/oid.ts";
import { verifyPath } from "#pki/path.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { certify, ISSUING, NOW, ROOT, RSA_KEY, SIGN } from "./openssl-authority.ts";

const openssl = opensslIn(temporaryFolder());
const roots = [parseCertificate(certify(openssl, ROOT))];
const intermediates = [parseCertificate(certify(openssl, ISSUING))];
const content = new TextEncoder().encode("TANBA-SIGN/1\npurpose: sign-in\n");
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

describe.each([
  ["P-256", { ...SIGN, name: "p256" }, "ECDSA-P256-SHA256"],
  ["RSA-2048", { ...SIGN, name: "rsa", key: RSA_KEY }, "RSA-SHA256"],
] as const)("with a %s key", (_, wanted, algorithm) => {
  const certificate = parseCertificate(certify(openssl, wanted));
  const key = createPrivateKey(Buffer.from(openssl.read(`${wanted.name}.key.pem`)));
  const signature = (bytes: Uint8Array) => new Uint8Array(sign("sha256", bytes, key));
  const spki = new Uint8Array(createPublicKey(key).export({ type: "spki", format: "der" }));

  it("refuses a certificate with any bit changed", async () => {
    await requireAllRefused(certificate.der, async (der) => {
      const changed = parseCertificate(der);
      await verifyPath(changed, { roots, intermediates }, { at: NOW, purpose: "SIGNING", primitives });
      return changed;
    });
  });

  it("refuses a request with any bit changed", async () => {
    const storage = { type: STORAGE_OIDS.PERSONAL_COMPUTER };
    const info = buildCsrInfo({ subject: certificate.subject, spki, nonce: "nonce", storage });
    await requireAllRefused(assembleCsr(info, algorithm, signature(info)), (der) => verifyCsr(der, { primitives }));
  });

  it("A6: refuses a signed message with any bit changed", async () => {
    const signedAttributes = buildSignedAttributes({
      ...{ contentSha256: sha256(content), certificateSha256: sha256(certificate.der) },
      ...{ certificate, at: NOW, algorithm },
    });
    const signed = { certificate: certificate.der, signedAttributes, algorithm };
    await requireAllRefused(assembleCms({ ...signed, signature: signature(signedAttributes) }), async (der) => {
      await verifyDetached(der, { content, certificate, primitives });
      return signerOf(der);
    });
  });
});

/** Stricter than it need be: there is no bit at all that may change without effect, not even outside the signed part. */
async function requireAllRefused(original: Uint8Array, believe: (der: Uint8Array) => Promise<unknown>): Promise<void> {
  await believe(original);
  const changed = original.slice();
  const believed: string[] = [];
  for (const [at, byte] of original.entries()) {
    for (let bit = 0; bit < 8; bit++) {
      changed[at] = byte ^ (1 << bit);
      const refusal = await believe(changed).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (!(refusal instanceof PkiError)) believed.push(`bit ${bit} of byte ${at}: ${refusal}`);
    }
    changed[at] = byte;
  }
  expect(believed).toEqual([]);
}
