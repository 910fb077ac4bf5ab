import { createHash, createPrivateKey, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fromHex } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { verifyDetached } from "#pki/cms.ts";
import {
  encode,
  explicit,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  set,
  setOf,
  time,
  utf8String,
} from "#pki/der-write.ts";
import { OID } from "#pki/oid.ts";
import { encodeSignatureAlgorithm } from "#pki/signature-algorithm.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { AUTH, certify, ISSUING, NOW, ROOT, SIGN } from "./openssl-authority.ts";

const openssl = opensslIn(temporaryFolder());
certify(openssl, ROOT);
certify(openssl, ISSUING);
const certificate = parseCertificate(certify(openssl, SIGN));
const other = parseCertificate(certify(openssl, { ...AUTH, name: "other" }));
const key = createPrivateKey(Buffer.from(openssl.read("sign.key.pem")));

const content = new TextEncoder().encode("TANBA-SIGN/1\npurpose: sign-in\n");
const hashOf = (name: string, bytes: Uint8Array) => new Uint8Array(createHash(name).update(bytes).digest());
const sha256 = (bytes: Uint8Array) => hashOf("sha256", bytes);

const SHA256 = sequence(oid(OID.sha256));
const ECDSA = encodeSignatureAlgorithm("ECDSA-P256-SHA256");
const serial = encode(0x02, fromHex(certificate.serial));
const issuerSerial = (name = certificate.issuer, number = serial) => sequence(sequence(explicit(4, name)), number);
const attribute = (type: string, ...values: Uint8Array[]) => sequence(oid(type), setOf(values));
const ess = (...parts: Uint8Array[]) => attribute(OID.signingCertificateV2, sequence(sequence(sequence(...parts))));
const protection = (digest: Uint8Array, signature: Uint8Array) =>
  attribute(OID.cmsAlgorithmProtection, sequence(digest, implicit(1, signature)));

const CONTENT_TYPE = attribute(OID.contentType, oid(OID.data));
const MESSAGE_DIGEST = attribute(OID.messageDigest, octetString(sha256(content)));
const SIGNING_CERTIFICATE = ess(octetString(sha256(certificate.der)), issuerSerial());
const GOOD = [CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE];

/** Everything in a message that somebody who holds the key could make otherwise; the signature is then good over it. */
interface Forgery {
  attributes?: readonly Uint8Array[];
  /** In this order, instead of DER's. */
  unsorted?: boolean;
  version?: number;
  signerVersion?: number;
  digests?: readonly Uint8Array[];
  digest?: Uint8Array;
  algorithm?: Uint8Array;
  contentInfo?: Uint8Array;
  certificates?: readonly Uint8Array[];
  /** Between the certificates and the signers. */
  crls?: readonly Uint8Array[];
  signer?: Uint8Array;
  unsigned?: readonly Uint8Array[];
  signers?: (signerInfo: Uint8Array) => readonly Uint8Array[];
  type?: string;
  signature?: Uint8Array;
}

function forge(forgery: Forgery = {}): Uint8Array {
  const attributes = forgery.attributes ?? GOOD;
  const signedAttributes = forgery.unsorted ? set(...attributes) : setOf(attributes);
  const signerInfo = sequence(
    integer(forgery.signerVersion ?? 1),
    forgery.signer ?? sequence(certificate.issuer, serial),
    forgery.digest ?? SHA256,
    implicit(0, signedAttributes),
    forgery.algorithm ?? ECDSA,
    octetString(forgery.signature ?? sign("sha256", signedAttributes, key)),
    ...(forgery.unsigned ?? []),
  );
  const signedData = sequence(
    integer(forgery.version ?? 1),
    set(...(forgery.digests ?? [SHA256])),
    forgery.contentInfo ?? sequence(oid(OID.data)),
    encode(0xa0, ...(forgery.certificates ?? [certificate.der])),
    ...(forgery.crls ?? []),
    set(...(forgery.signers?.(signerInfo) ?? [signerInfo])),
  );
  return sequence(oid(forgery.type ?? OID.signedData), explicit(0, signedData));
}

const verify = (cms: Uint8Array, of: Uint8Array = content) =>
  verifyDetached(cms, { content: of, certificate, primitives });

it.each<[form: string, forgery: Forgery]>([
  ["without a time of signing", {}],
  ["with a time of signing", { attributes: [...GOOD, attribute(OID.signingTime, time(NOW))] }],
  ["with NULL as the digest's parameters", { digest: sequence(oid(OID.sha256), nullValue()) }],
  ["with its algorithms protected", { attributes: [...GOOD, protection(SHA256, ECDSA)] }],
  [
    "with the certificate's hash alone",
    { attributes: [CONTENT_TYPE, MESSAGE_DIGEST, ess(octetString(sha256(certificate.der)))] },
  ],
])("a message %s is believed", async (_, forgery) => {
  await verify(forge(forgery));
});

const TST = "1.2.840.113549.1.9.16.1.4";
const SHA512 = sequence(oid("2.16.840.1.101.3.4.2.3"));
const EVIL = octetString(new TextEncoder().encode("evil"));
const digest = octetString(sha256(content));
const certHash = octetString(sha256(certificate.der));

it.each<[rule: string, forgery: Forgery, code: string]>([
  ["P1: with other content inside", { contentInfo: sequence(oid(OID.data), explicit(0, EVIL)) }, "CMS_MALFORMED"],
  [
    "P1: with the same content inside",
    { contentInfo: sequence(oid(OID.data), explicit(0, octetString(content))) },
    "CMS_MALFORMED",
  ],
  [
    "P3: of a time-stamp",
    {
      contentInfo: sequence(oid(TST)),
      attributes: [attribute(OID.contentType, oid(TST)), MESSAGE_DIGEST, SIGNING_CERTIFICATE],
    },
    "CMS_MALFORMED",
  ],
  [
    "P6: with a second, wrong digest",
    { attributes: [...GOOD, attribute(OID.messageDigest, octetString(sha256(EVIL)))] },
    "CMS_MALFORMED",
  ],
  [
    "P6: with two digests in one attribute",
    {
      attributes: [CONTENT_TYPE, attribute(OID.messageDigest, digest, octetString(sha256(EVIL))), SIGNING_CERTIFICATE],
    },
    "CMS_MALFORMED",
  ],
  [
    "P6: whose content types differ",
    { attributes: [attribute(OID.contentType, oid(TST)), MESSAGE_DIGEST, SIGNING_CERTIFICATE] },
    "CMS_MALFORMED",
  ],
  ["P6: whose content types differ the other way", { contentInfo: sequence(oid(TST)) }, "CMS_MALFORMED"],
  ["with an attribute of no value", { attributes: [...GOOD, attribute(OID.signingTime)] }, "CMS_MALFORMED"],
  [
    "with an attribute twice",
    { attributes: [...GOOD, attribute(OID.signingTime, time(NOW)), attribute(OID.signingTime, time(new Date(0)))] },
    "CMS_MALFORMED",
  ],
  [
    "with a time of signing that is none",
    { attributes: [...GOOD, attribute(OID.signingTime, utf8String("now"))] },
    "CMS_MALFORMED",
  ],
  [
    "with an attribute that we do not know",
    { attributes: [...GOOD, attribute("1.2.3", nullValue())] },
    "CMS_MALFORMED",
  ],
  [
    "with attributes out of order",
    { attributes: [SIGNING_CERTIFICATE, MESSAGE_DIGEST, CONTENT_TYPE], unsorted: true },
    "CMS_MALFORMED",
  ],
  ["with no attributes", { attributes: [] }, "CMS_MALFORMED"],
  ["without a content type", { attributes: [MESSAGE_DIGEST, SIGNING_CERTIFICATE] }, "CMS_MALFORMED"],
  ["without a digest", { attributes: [CONTENT_TYPE, SIGNING_CERTIFICATE] }, "CMS_MALFORMED"],
  ["without the certificate's hash", { attributes: [CONTENT_TYPE, MESSAGE_DIGEST] }, "CMS_MALFORMED"],
  [
    "with the hashes of two certificates",
    {
      attributes: [
        CONTENT_TYPE,
        MESSAGE_DIGEST,
        attribute(
          OID.signingCertificateV2,
          sequence(sequence(sequence(certHash), sequence(octetString(sha256(other.der))))),
        ),
      ],
    },
    "CMS_MALFORMED",
  ],
  [
    "with the hash of a policy",
    {
      attributes: [
        CONTENT_TYPE,
        MESSAGE_DIGEST,
        attribute(OID.signingCertificateV2, sequence(sequence(sequence(certHash)), sequence(oid("1.2.3")))),
      ],
    },
    "CMS_MALFORMED",
  ],
  [
    "with the hash of another certificate",
    { attributes: [CONTENT_TYPE, MESSAGE_DIGEST, ess(octetString(sha256(other.der)))] },
    "SIGNER_UNKNOWN",
  ],
  [
    "with a SHA-1 hash of the certificate",
    { attributes: [CONTENT_TYPE, MESSAGE_DIGEST, ess(octetString(hashOf("sha1", certificate.der)))] },
    "CMS_MALFORMED",
  ],
  [
    "with the names of another certificate beside the hash",
    { attributes: [CONTENT_TYPE, MESSAGE_DIGEST, ess(certHash, issuerSerial(other.subject))] },
    "SIGNER_UNKNOWN",
  ],
  [
    "with another serial number beside the hash",
    { attributes: [CONTENT_TYPE, MESSAGE_DIGEST, ess(certHash, issuerSerial(certificate.issuer, integer(1)))] },
    "SIGNER_UNKNOWN",
  ],
  ["of version 3", { version: 3 }, "CMS_MALFORMED"],
  ["of a signer of version 3", { signerVersion: 3 }, "CMS_MALFORMED"],
  ["of another type", { type: OID.data }, "CMS_MALFORMED"],
  ["with no digest algorithm", { digests: [] }, "CMS_MALFORMED"],
  ["with two digest algorithms", { digests: [SHA256, SHA512] }, "CMS_MALFORMED"],
  ["with another digest algorithm in front", { digests: [SHA512] }, "ALGORITHM_REFUSED"],
  ["P5: with the digest algorithm SHA-1", { digest: sequence(oid("1.3.14.3.2.26")) }, "ALGORITHM_REFUSED"],
  ["with the algorithm of another key", { algorithm: encodeSignatureAlgorithm("RSA-SHA256") }, "ALGORITHM_REFUSED"],
  [
    "with an algorithm of another curve",
    { algorithm: encodeSignatureAlgorithm("ECDSA-P384-SHA384") },
    "ALGORITHM_REFUSED",
  ],
  [
    "with an algorithm of odd parameters",
    { algorithm: sequence(oid(OID.ecdsaWithSha256), nullValue()) },
    "ALGORITHM_REFUSED",
  ],
  ["whose protected digest is another", { attributes: [...GOOD, protection(SHA512, ECDSA)] }, "ALGORITHM_REFUSED"],
  [
    "whose protected signature is another",
    { attributes: [...GOOD, protection(SHA256, encodeSignatureAlgorithm("RSA-SHA256"))] },
    "ALGORITHM_REFUSED",
  ],
  ["of two signers", { signers: (info) => [info, info] }, "CMS_MALFORMED"],
  ["of no signer", { signers: () => [] }, "CMS_MALFORMED"],
  [
    "with a counter-signature",
    { unsigned: [implicit(1, set(attribute("1.2.840.113549.1.9.6", nullValue())))] },
    "CMS_MALFORMED",
  ],
  [
    "with a time-stamp",
    { unsigned: [implicit(1, set(attribute("1.2.840.113549.1.9.16.2.14", nullValue())))] },
    "CMS_MALFORMED",
  ],
  ["with no unsigned attributes in their list", { unsigned: [implicit(1, set())] }, "CMS_MALFORMED"],
  ["with a CRL", { crls: [encode(0xa1, sequence())] }, "CMS_MALFORMED"],
  ["with a second certificate", { certificates: [certificate.der, other.der] }, "CMS_MALFORMED"],
  ["with no certificate", { certificates: [] }, "CMS_MALFORMED"],
  ["with another certificate", { certificates: [other.der] }, "SIGNER_UNKNOWN"],
  ["naming another certificate's issuer", { signer: sequence(other.subject, serial) }, "SIGNER_UNKNOWN"],
  ["naming another serial number", { signer: sequence(certificate.issuer, integer(1)) }, "SIGNER_UNKNOWN"],
  [
    "naming the signer by the key's identifier",
    { signer: implicit(0, octetString(certificate.subjectKeyIdentifier ?? content)) },
    "CMS_MALFORMED",
  ],
  ["with an empty signature", { signature: new Uint8Array() }, "SIGNATURE_INVALID"],
  ["with a signature of zeros", { signature: sequence(integer(0), integer(0)) }, "SIGNATURE_INVALID"],
  [
    "with a signature of another key",
    { signature: sign("sha256", setOf(GOOD), createPrivateKey(Buffer.from(openssl.read("other.key.pem")))) },
    "SIGNATURE_INVALID",
  ],
  ["with a signature over the content", { signature: sign("sha256", content, key) }, "SIGNATURE_INVALID"],
])("A6: a message %s is refused", async (_, forgery, code) => {
  await expect(verify(forge(forgery))).toRejectWithCode(code);
});

describe("P4: forged attributes", () => {
  const signedAttributes = setOf(GOOD);
  const bare = sequence(
    integer(1),
    sequence(certificate.issuer, serial),
    SHA256,
    ECDSA,
    octetString(sign("sha256", signedAttributes, key)),
  );
  const forged = forge({ signers: () => [bare] });

  it("A6: the attributes of a good signature, handed in as its content, are refused, and OpenSSL believes them", async () => {
    await expect(verify(forged, signedAttributes)).toRejectWithCode("CMS_MALFORMED");

    openssl.write("forged.cms", forged);
    openssl.write("forged.content", signedAttributes);
    const verified = ["-verify", "-noverify", "-binary", "-in", "forged.cms", "-inform", "DER"];
    expect(openssl.says("cms", ...verified, "-content", "forged.content")).toContain("Verification successful");
  });
});
