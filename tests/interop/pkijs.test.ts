import { randomBytes } from "node:crypto";
import type * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { beforeAll, describe, expect, it } from "vitest";
import { preparePair, redeem } from "#ca/issue.ts";
import { PROFILES } from "#ca/profiles.ts";
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
import { Template } from "#platform/prisma/enums.ts";
import {
  EC_KEYS,
  NOW,
  RSA_KEYS,
  type TestHierarchy,
  testAuthority,
  testHierarchy,
  testOrder,
} from "#tests/support/authority.ts";
import { cmsOver, csrFor, newKey } from "#tests/support/people.ts";
import { holder, world } from "#tests/support/world.ts";
import { cmsByPkijs, csrByPkijs, der, openByPkijs, pkcs8, whole } from "./by-pkijs.ts";

/*
 * pkijs knows nothing of our code, and our code nothing of pkijs: each reads what the other makes.
 * It is no judge of what is safe: the tests of our verifier show what it lets through.
 */

let hierarchy: TestHierarchy;
beforeAll(async () => {
  hierarchy = await testHierarchy();
  pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto }));
});

// -------------------------------------------------------------------------------------------------- certificates

const KEYS = { "RSA-2048": RSA_KEYS, "EC-P256": EC_KEYS } as const;
const CASES = Object.values(Template).flatMap((template) =>
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
  expect(2 * Object.values(Template).length).toBe(Object.keys(PROFILES).length);
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
    where: { kind: "FULL", shard: revoked.shard, issuer: { kind: "ISSUING" } },
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
    const judge = async (wish: Partial<Parameters<typeof cmsByPkijs>[2]>) =>
      verifyDetached(await cmsByPkijs(keys.SIGN, certificates.SIGN, { content: CONTENT, ...wish }), {
        content: CONTENT,
        certificate,
        primitives,
      });

    const good = await cmsByPkijs(keys.SIGN, certificates.SIGN, { content: CONTENT });
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
