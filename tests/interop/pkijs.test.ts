import { randomBytes } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { beforeAll, describe, expect, it } from "vitest";
import { preparePair, redeem } from "#ca/issue.ts";
import { PROFILES, type Template } from "#ca/profiles.ts";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { subjectName } from "#ca/subject.ts";
import { toHex } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { signerOf, verifyDetached } from "#pki/cms.ts";
import { parseCrl } from "#pki/crl.ts";
import { verifyCsr } from "#pki/csr.ts";
import { KEY_USAGES, type KeyUsage } from "#pki/key-usage.ts";
import { OID, STORAGE_OIDS } from "#pki/oid.ts";
import { openPkcs12 } from "#pki/pkcs12.ts";
import { sealPkcs12 } from "#pki/pkcs12-seal.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import {
  EC_KEYS,
  NOW,
  RSA_KEYS,
  type TestHierarchy,
  testAuthority,
  testHierarchy,
  testOrder,
} from "#tests/support/authority.ts";
import { cmsOver, csrFor, newKey, type TestKey } from "#tests/support/people.ts";
import { holder, world } from "#tests/support/world.ts";

/*
 * pkijs knows nothing of our code, and our code nothing of pkijs: each reads what the other makes.
 * It is no judge of what is safe: the tests of our verifier show what it lets through.
 */

let hierarchy: TestHierarchy;
beforeAll(async () => {
  hierarchy = await testHierarchy();
  pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto }));
});

const bytes = (raw: ArrayBuffer | ArrayBufferView<ArrayBufferLike>) =>
  raw instanceof ArrayBuffer ? new Uint8Array(raw) : new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength).slice();
const der = (value: { toSchema(): asn1js.BaseBlock }) => bytes(value.toSchema().toBER());
const whole = (view: Uint8Array) => Uint8Array.from(view);
const pkcs8 = ({ privateKey }: TestKey) => whole(privateKey.export({ type: "pkcs8", format: "der" }));

/** A key of ours, in WebCrypto's hands. */
const importKey = (key: TestKey) =>
  crypto.subtle.importKey(
    "pkcs8",
    pkcs8(key),
    key.kind === "EC-P256" ? { name: "ECDSA", namedCurve: "P-256" } : { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    true,
    ["sign"],
  );

// -------------------------------------------------------------------------------------------------- certificates

const TEMPLATES: readonly Template[] = [
  "INDIVIDUAL",
  "FIRST_HEAD",
  "RIGHT_TO_SIGN",
  "FINANCIAL_SIGNATURE",
  "HR",
  "EMPLOYEE",
];
const KEYS = { "RSA-2048": RSA_KEYS, "EC-P256": EC_KEYS } as const;
const CASES = TEMPLATES.flatMap((template) =>
  (["RSA-2048", "EC-P256"] as const).map((key) => [template, key] as const),
);

it.each(CASES)(
  "C11: pkijs reads the fields that we read in the pair of %s with %s, and finds our signature",
  async (template, key) => {
    const authority = await testAuthority(hierarchy);
    const issuing = pkijs.Certificate.fromBER(whole(hierarchy.issuing.der));
    for (const made of await redeem(
      authority,
      await preparePair(authority, testOrder(template, { keys: KEYS[key] })),
    )) {
      const ours = parseCertificate(made);
      const theirs = pkijs.Certificate.fromBER(whole(made));
      expect(der(theirs), "written again").toEqual(whole(made));
      expect(toHex(theirs.serialNumber.valueBlock.valueHexView)).toBe(ours.serial);
      expect(der(theirs.issuer)).toEqual(whole(ours.issuer));
      expect(der(theirs.subject)).toEqual(whole(ours.subject));
      expect(der(theirs.subjectPublicKeyInfo)).toEqual(whole(ours.spki));
      expect([theirs.notBefore.value, theirs.notAfter.value]).toEqual([ours.notBefore, ours.notAfter]);
      expect(
        new Map(
          theirs.extensions?.map(({ extnID, critical, extnValue }) => [
            extnID,
            [critical, toHex(extnValue.valueBlock.valueHexView)],
          ]),
        ),
      ).toEqual(new Map([...ours.extensions].map(([type, { critical, value }]) => [type, [critical, toHex(value)]])));
      expect(usagesIn(theirs)).toEqual(ours.keyUsage);
      expect(parsed(theirs, OID.extendedKeyUsage, pkijs.ExtKeyUsage).keyPurposes).toEqual(ours.extendedKeyUsage);
      expect(
        parsed(theirs, OID.certificatePolicies, pkijs.CertificatePolicies).certificatePolicies.map(
          ({ policyIdentifier }) => policyIdentifier,
        ),
      ).toEqual(ours.policies);
      expect(
        whole(
          parsed(theirs, OID.authorityKeyIdentifier, pkijs.AuthorityKeyIdentifier).keyIdentifier?.valueBlock
            .valueHexView ?? new Uint8Array(),
        ),
      ).toEqual(whole(ours.authorityKeyIdentifier ?? new Uint8Array(1)));
      expect(await theirs.verify(issuing)).toBe(true);
    }
  },
);

it("C11: every profile was read by pkijs", () => {
  expect(2 * TEMPLATES.length).toBe(Object.keys(PROFILES).length);
});

function parsed<T>({ extensions }: pkijs.Certificate, type: string, kind: new () => T): T {
  const value = extensions?.find(({ extnID }) => extnID === type)?.parsedValue;
  if (!(value instanceof kind)) throw new Error(`no ${type}`);
  return value;
}

function usagesIn({ extensions }: pkijs.Certificate): ReadonlySet<KeyUsage> {
  const bits: asn1js.BitString = extensions?.find(({ extnID }) => extnID === OID.keyUsage)?.parsedValue;
  const [first = 0, second = 0] = bits.valueBlock.valueHexView;
  return new Set(KEY_USAGES.filter((_, at) => ((first << 8) | second) & (0x8000 >> at)));
}

it("C11: pkijs reads our CRL as we do, and finds its signature", async () => {
  const here = await world();
  await holder(here);
  const revoked = await here.owner.certificate.findFirstOrThrow({ where: { slot: "SIGN" } });
  await here.issuing.db.$transaction((tx) =>
    revokeCertificate(tx, { certificateId: revoked.id, reason: "KEY_COMPROMISE", at: NOW }),
  );
  await publishCrl(here.authority, here.issuing.db);
  const row = await here.owner.crl.findFirstOrThrow({
    where: { kind: "FULL", issuer: { kind: "ISSUING" } },
    orderBy: { number: "desc" },
  });
  const ours = parseCrl(row.der);
  const theirs = pkijs.CertificateRevocationList.fromBER(row.der);
  expect(
    theirs.revokedCertificates?.map(({ userCertificate }) => toHex(userCertificate.valueBlock.valueHexView)),
  ).toEqual([revoked.serial]);
  expect(theirs.thisUpdate.value).toEqual(ours.thisUpdate);
  expect(theirs.nextUpdate?.value).toEqual(ours.nextUpdate);
  const issuerCertificate = pkijs.Certificate.fromBER(whole(here.authority.issuer.certificate.der));
  expect(await theirs.verify({ issuerCertificate })).toBe(true);
});

// ---------------------------------------------------------------------------------------------------- signatures

const CONTENT = new TextEncoder().encode("TANBA-SIGN/1\npurpose: sign-in\n");

describe.each(["EC-P256", "RSA-2048"] as const)("with %s", (kind) => {
  it("A6: pkijs believes our signature over its content, and over no other", async () => {
    const { keys, certificates } = await holder(await world(), { template: "INDIVIDUAL", keyAlgorithm: kind });
    const cms = pkijs.ContentInfo.fromBER(cmsOver(CONTENT, keys.SIGN, certificates.SIGN, NOW));
    const signed = new pkijs.SignedData({ schema: cms.content });
    const verdict = (data: Uint8Array) => signed.verify({ signer: 0, data: whole(data).buffer }).catch(() => false);
    expect(await verdict(CONTENT)).toBe(true);
    expect(await verdict(CONTENT.with(3, 0x21))).toBe(false);
  });

  it("A6: we believe a signature of pkijs's making if it names its certificate and carries no content, and no other", async () => {
    const { keys, certificates } = await holder(await world(), { template: "INDIVIDUAL", keyAlgorithm: kind });
    const certificate = parseCertificate(certificates.SIGN);
    const judge = async (wish: Parameters<typeof cmsByPkijs>[2]) =>
      verifyDetached(await cmsByPkijs(keys.SIGN, certificates.SIGN, wish), {
        content: CONTENT,
        certificate,
        primitives,
      });

    const good = await cmsByPkijs(keys.SIGN, certificates.SIGN, {});
    expect(signerOf(good)).toMatchObject({ serial: certificate.serial });
    await expect(judge({})).resolves.toBeUndefined();
    if (kind === "RSA-2048") await expect(judge({ bare: true })).toRejectWithCode("ALGORITHM_REFUSED");
    await expect(judge({ anonymous: true })).toRejectWithCode("CMS_MALFORMED");
    await expect(judge({ attached: true })).toRejectWithCode("CMS_MALFORMED");
    await expect(judge({ twice: true })).toRejectWithCode("CMS_MALFORMED");
    await expect(judge({ content: CONTENT.with(3, 0x21) })).toRejectWithCode("CONTENT_DIFFERS");
  });

  it("B1: pkijs believes our certification request, and we believe one of its making", async () => {
    const key = newKey(kind);
    const subject = subjectName({ iin: "850101300123", surname: "Әуезова", givenName: "Гүлнұр" });
    const nonce = randomBytes(32).toString("base64url");
    const theirs = pkijs.CertificationRequest.fromBER(csrFor(key, { subject, nonce }));
    expect(await theirs.verify()).toBe(true);
    expect(der(theirs.subject)).toEqual(whole(subject));
    expect(der(theirs.subjectPublicKeyInfo)).toEqual(key.spki);

    const made = await csrByPkijs(key, subject, nonce);
    expect(await verifyCsr(made, { primitives })).toEqual({
      ...{ subject: whole(subject), spki: key.spki, nonce },
      storage: { type: STORAGE_OIDS.PERSONAL_COMPUTER },
    });
  });

  it("H3: pkijs opens the key file that we seal, and no other password does", async () => {
    const { keys, certificates } = await holder(await world(), { template: "INDIVIDUAL", keyAlgorithm: kind });
    const file = await sealPkcs12(
      { certificate: certificates.AUTH, privateKey: pkcs8(keys.AUTH), password: "Qwerty123!", friendlyName: "AUTH" },
      { crypto },
    );
    expect(await openByPkijs(file, "Qwerty123!")).toEqual({
      certificate: certificates.AUTH,
      privateKey: pkcs8(keys.AUTH),
    });
    await expect(openByPkijs(file, "Qwerty124!")).rejects.toThrow();
    expect(await openPkcs12(file, "Qwerty123!", { crypto })).toHaveLength(1);
  });
});

interface CmsWish {
  readonly content?: Uint8Array;
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

async function cmsByPkijs(
  key: TestKey,
  certificateDer: Uint8Array,
  { content = CONTENT, ...wish }: CmsWish,
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

async function csrByPkijs(key: TestKey, subject: Uint8Array, nonce: string): Promise<Uint8Array> {
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
async function openByPkijs(file: Uint8Array, password: string) {
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
