import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { OID, STORAGE_OIDS } from "#pki/oid.ts";
import { NOW } from "#tests/support/authority.ts";
import type { TestKey } from "#tests/support/people.ts";

const bytes = (raw: ArrayBuffer | ArrayBufferView<ArrayBufferLike>) =>
  raw instanceof ArrayBuffer ? new Uint8Array(raw) : new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength).slice();
/** Written by pkijs. */
export const der = (value: { toSchema(): asn1js.BaseBlock }) => bytes(value.toSchema().toBER());
/** A copy that owns its buffer, as pkijs asks for. */
export const whole = (view: Uint8Array) => Uint8Array.from(view);
export const pkcs8 = ({ privateKey }: TestKey) => whole(privateKey.export({ type: "pkcs8", format: "der" }));

/** A key of ours, in WebCrypto's hands. */
const importKey = (key: TestKey) =>
  crypto.subtle.importKey(
    "pkcs8",
    pkcs8(key),
    key.kind === "EC-P256" ? { name: "ECDSA", namedCurve: "P-256" } : { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    true,
    ["sign"],
  );

interface CmsWish {
  readonly content: Uint8Array;
  /** Without signing-certificate-v2. */
  readonly anonymous?: boolean;
  readonly attached?: boolean;
  /** Two SignerInfos. */
  readonly twice?: boolean;
  /** As pkijs leaves the algorithm of RSA: without the NULL that RFC 4055 section 5 asks for. */
  readonly bare?: boolean;
}

/** The algorithm is not among what is signed. */
function withNull(algorithm: pkijs.AlgorithmIdentifier, { kind }: TestKey): void {
  if (kind === "RSA-2048") algorithm.algorithmParams = new asn1js.Null();
}

/** A signature over the content as pkijs makes one, or a wrong one. */
export async function cmsByPkijs(
  key: TestKey,
  certificateDer: Uint8Array,
  { content, ...wish }: CmsWish,
): Promise<Uint8Array> {
  const certificate = pkijs.Certificate.fromBER(whole(certificateDer));
  const sha256 = async (data: Uint8Array) => crypto.subtle.digest("SHA-256", whole(data));
  const attribute = (type: string, value: asn1js.BaseBlock) => new pkijs.Attribute({ type, values: [value] });
  const certId = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: await sha256(certificateDer) })] });
  const attributes = [
    attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: OID.data })),
    attribute(OID.signingTime, new asn1js.UTCTime({ valueDate: NOW })),
    attribute(OID.messageDigest, new asn1js.OctetString({ valueHex: await sha256(content) })),
    ...(wish.anonymous
      ? []
      : [
          attribute(
            OID.signingCertificateV2,
            new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certId] })] }),
          ),
        ]),
  ];
  const signerInfo = () =>
    new pkijs.SignerInfo({
      version: 1,
      sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
      // pkijs signs the attributes in the order given and has no DER order of its own.
      signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: attributes.toSorted(byDer) }),
    });
  const signed = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: OID.data,
      ...(wish.attached && { eContent: new asn1js.OctetString({ valueHex: content }) }),
    }),
    signerInfos: wish.twice ? [signerInfo(), signerInfo()] : [signerInfo()],
    certificates: [certificate],
  });
  const privateKey = await importKey(key);
  for (const index of signed.signerInfos.keys()) {
    await signed.sign(privateKey, index, "SHA-256", whole(content).buffer);
  }
  if (!wish.bare) for (const { signatureAlgorithm } of signed.signerInfos) withNull(signatureAlgorithm, key);
  return der(new pkijs.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) }));
}

const byDer = (one: pkijs.Attribute, other: pkijs.Attribute) => Buffer.compare(der(one), der(other));

/** A certification request as pkijs makes one. */
export async function csrByPkijs(key: TestKey, subject: Uint8Array, nonce: string): Promise<Uint8Array> {
  const request = new pkijs.CertificationRequest({ version: 0 });
  request.subject = pkijs.RelativeDistinguishedNames.fromBER(whole(subject));
  const publicKey = await crypto.subtle.importKey(
    "spki",
    key.spki,
    key.kind === "EC-P256" ? { name: "ECDSA", namedCurve: "P-256" } : { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    true,
    ["verify"],
  );
  await request.subjectPublicKeyInfo.importKey(publicKey);
  const storage = new asn1js.Sequence({
    value: [new asn1js.ObjectIdentifier({ value: STORAGE_OIDS.PERSONAL_COMPUTER })],
  });
  const extensions = new pkijs.Extensions({
    extensions: [new pkijs.Extension({ extnID: OID.storage, critical: false, extnValue: storage.toBER() })],
  });
  request.attributes = [
    new pkijs.Attribute({ type: OID.challengePassword, values: [new asn1js.Utf8String({ value: nonce })] }),
    new pkijs.Attribute({ type: OID.extensionRequest, values: [extensions.toSchema()] }),
  ].toSorted(byDer);
  await request.sign(await importKey(key), "SHA-256");
  withNull(request.signatureAlgorithm, key);
  return der(request);
}

/** The one key and the one certificate of a key file. */
export async function openByPkijs(file: Uint8Array, password: string) {
  const secret = whole(new TextEncoder().encode(password)).buffer;
  const pfx = pkijs.PFX.fromBER(whole(file));
  await pfx.parseInternalValues({ password: secret, checkIntegrity: true });
  const safe = pfx.parsedValue?.authenticatedSafe;
  if (!safe) throw new Error("no contents");
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password: secret })) });
  const bags = safe.parsedValue.safeContents.flatMap(({ value }: { value: pkijs.SafeContents }) => value.safeBags);
  let certificate: Uint8Array | undefined;
  let privateKey: Uint8Array | undefined;
  for (const { bagValue } of bags) {
    if (bagValue instanceof pkijs.CertBag) certificate = der(bagValue.parsedValue);
    if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
      const { encryptionAlgorithm: contentEncryptionAlgorithm, encryptedData: encryptedContent } = bagValue;
      const sealed = new pkijs.EncryptedData({
        encryptedContentInfo: new pkijs.EncryptedContentInfo({ contentEncryptionAlgorithm, encryptedContent }),
      });
      privateKey = new Uint8Array(await sealed.decrypt({ password: secret }));
    }
  }
  return { certificate, privateKey };
}
