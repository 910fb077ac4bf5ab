import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import { assembleCms, buildSignedAttributes } from "#pki/cms.ts";
import { assembleCsr, buildCsrInfo } from "#pki/csr.ts";
import { STORAGE_OIDS } from "#pki/oid.ts";

/** A key pair in a test's hands. */
export interface TestKey {
  readonly kind: "RSA-2048" | "EC-P256";
  readonly privateKey: KeyObject;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array<ArrayBuffer>;
}

export function newKey(kind: TestKey["kind"] = "EC-P256"): TestKey {
  const { publicKey, privateKey } =
    kind === "EC-P256"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kind, privateKey, spki: new Uint8Array(publicKey.export({ type: "spki", format: "der" })) };
}

const algorithmOf = ({ kind }: TestKey) => (kind === "EC-P256" ? "ECDSA-P256-SHA256" : "RSA-SHA256");
const signWith = (key: TestKey, data: Uint8Array) => new Uint8Array(sign("sha256", data, key.privateKey));
const sha256 = (data: Uint8Array) => new Uint8Array(createHash("sha256").update(data).digest());

interface CsrWish {
  readonly subject: Uint8Array;
  readonly nonce: string;
  readonly storage?: keyof typeof STORAGE_OIDS;
  /** The key that signs; another one than the key inside proves no possession. */
  readonly signer?: TestKey;
}

/** A certification request as the browser makes it. */
export function csrFor(
  key: TestKey,
  { subject, nonce, storage = "PERSONAL_COMPUTER", signer = key }: CsrWish,
): Uint8Array<ArrayBuffer> {
  const info = buildCsrInfo({ subject, spki: key.spki, nonce, storage: { type: STORAGE_OIDS[storage] } });
  return assembleCsr(info, algorithmOf(signer), signWith(signer, info));
}

/** A detached signature as the browser makes it. */
export function cmsOver(
  content: string | Uint8Array,
  key: TestKey,
  der: Uint8Array,
  at: Date,
): Uint8Array<ArrayBuffer> {
  const certificate: Certificate = parseCertificate(der);
  const algorithm = algorithmOf(key);
  const signedAttributes = buildSignedAttributes({
    contentSha256: sha256(typeof content === "string" ? new TextEncoder().encode(content) : content),
    certificateSha256: sha256(der),
    certificate,
    at,
    algorithm,
  });
  return assembleCms({ certificate: der, signedAttributes, algorithm, signature: signWith(key, signedAttributes) });
}
