import { beforeAll, expect, it } from "vitest";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { shardOf } from "#ca/shards.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { parseCrl } from "#pki/crl.ts";
import { CRL_SHARDS, NOW, STATUS_URL } from "#tests/support/authority.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { holder, type World, world } from "#tests/support/world.ts";

const openssl = opensslIn(temporaryFolder());

/** Writes a certificate or a list as PEM, which is all that `openssl verify` reads. */
function writePem(kind: "x509" | "crl", name: string, der: Uint8Array): string {
  openssl.write(`${name}.der`, der);
  openssl.run(kind, "-inform", "DER", "-in", `${name}.der`, "-out", `${name}.pem`);
  return `${name}.pem`;
}

/** @param shards whose lists are written, beside those of all certificates */
async function publishedFiles(here: World, ...shards: readonly number[]): Promise<void> {
  const authorities = await here.owner.authorityCertificate.findMany();
  for (const { kind, der } of authorities) writePem("x509", kind, der);
  const crls = await here.owner.crl.findMany({
    where: { shard: { in: [0, ...shards] } },
    distinct: ["issuerId", "kind", "shard"],
    orderBy: { number: "desc" },
    include: { issuer: true },
  });
  for (const { kind, shard, der, issuer } of crls) {
    writePem("crl", [issuer.kind, kind, ...(shard > 0 ? [shard] : [])].join("-"), der);
  }
}

beforeAll(() => {
  expect(openssl.says("version")).toContain("OpenSSL");
});

const AT = ["-attime", String(Math.floor(NOW.getTime() / 1000) + 60)];

function verdict(certificate: Uint8Array, ...options: readonly string[]): string {
  return verdictBy("ISSUING-FULL.pem", certificate, ...options);
}

/** @param list the complete list of the issuing authority that is looked into */
function verdictBy(list: string, certificate: Uint8Array, ...options: readonly string[]): string {
  const lists = ["-CRLfile", "ROOT-FULL.pem", "-CRLfile", list];
  const chain = ["-CAfile", "ROOT.pem", "-untrusted", "ISSUING.pem", ...lists, ...AT];
  return openssl.says(
    "verify",
    "-x509_strict",
    "-crl_check_all",
    ...chain,
    ...options,
    writePem("x509", "holder", certificate),
  );
}

it("OpenSSL takes our lists: a certificate is good before its revocation and revoked after it, for the reason given", async () => {
  const here = await world();
  const { certificates } = await holder(here);
  await publishCrl(here.authority, here.issuing.db);
  await publishedFiles(here);
  expect(verdict(certificates.SIGN)).toContain("holder.pem: OK");

  const { id: certificateId } = await here.owner.certificate.findFirstOrThrow({ where: { slot: "SIGN" } });
  await here.issuing.db.$transaction((tx) =>
    revokeCertificate(tx, { certificateId, reason: "KEY_COMPROMISE", at: NOW }),
  );
  here.clock.set(new Date(NOW.getTime() + 5000));
  await publishCrl(here.authority, here.issuing.db);
  const before = openssl.read("ISSUING-FULL.der");
  await publishedFiles(here);
  expect(verdict(certificates.SIGN)).toContain("certificate revoked");
  expect(verdict(certificates.AUTH)).toContain("holder.pem: OK");

  const shown = openssl.says("crl", "-inform", "DER", "-in", "ISSUING-FULL.der", "-noout", "-text");
  expect(shown).toContain(parseCertificate(certificates.SIGN).serial.toUpperCase());
  expect(shown).toContain("Key Compromise");
  expect(shown).toContain(`URI:${STATUS_URL}/crl/issuing-delta.crl`);

  // the old complete list with the new delta says the same
  writePem("crl", "ISSUING-FULL", before);
  const withDelta = ["-use_deltas", "-CRLfile", "ISSUING-DELTA.pem"];
  expect(verdict(certificates.SIGN)).toContain("holder.pem: OK");
  expect(verdict(certificates.SIGN, ...withDelta)).toContain("certificate revoked");
});

it("OpenSSL finds a certificate in the lists of its own shard and of no other, complete and delta", async () => {
  const here = await world();
  const { certificates } = await holder(here);
  const shard = shardOf(parseCertificate(certificates.SIGN));
  const other = (shard % CRL_SHARDS) + 1;
  await publishCrl(here.authority, here.issuing.db);
  await publishedFiles(here, shard, other);
  const own = `ISSUING-FULL-${shard}.pem`;
  expect(verdictBy(own, certificates.SIGN)).toContain("holder.pem: OK");
  expect(verdictBy(own, certificates.SIGN, "-extended_crl")).toContain("holder.pem: OK");
  expect(verdictBy(`ISSUING-FULL-${other}.pem`, certificates.SIGN)).toContain("ifferent CRL scope");

  const { id: certificateId } = await here.owner.certificate.findFirstOrThrow({ where: { slot: "SIGN" } });
  const change = async (revoked: boolean, seconds: number) => {
    here.clock.set(new Date(NOW.getTime() + seconds * 1000));
    const at = here.clock.now();
    if (revoked) {
      await here.issuing.db.$transaction((tx) =>
        revokeCertificate(tx, { certificateId, reason: "CERTIFICATE_HOLD", at }),
      );
    } else {
      const data = { revokedAt: null, revocationReason: null };
      await here.issuing.db.certificate.update({ where: { id: certificateId }, data });
    }
    await publishCrl(here.authority, here.issuing.db, shard);
    await publishedFiles(here, shard);
  };
  const before = openssl.read(`ISSUING-FULL-${shard}.der`);
  await change(true, 5);
  const held = openssl.read(`ISSUING-FULL-${shard}.der`);
  expect(verdictBy(own, certificates.SIGN)).toContain("certificate revoked");
  const withDelta = ["-use_deltas", "-CRLfile", `ISSUING-DELTA-${shard}.pem`];
  writePem("crl", `ISSUING-FULL-${shard}`, before);
  expect(verdictBy(own, certificates.SIGN, ...withDelta)).toContain("certificate revoked");

  // a hold that is lifted: good by the new list, and by an old one with the new delta
  await change(false, 10);
  expect(verdictBy(own, certificates.SIGN)).toContain("holder.pem: OK");
  writePem("crl", `ISSUING-FULL-${shard}`, held);
  expect(verdictBy(own, certificates.SIGN)).toContain("certificate revoked");
  expect(verdictBy(own, certificates.SIGN, ...withDelta)).toContain("holder.pem: OK");
  const shown = openssl.says("crl", "-inform", "DER", "-in", `ISSUING-DELTA-${shard}.der`, "-noout", "-text");
  expect(shown).toContain("Remove From CRL");
  expect(shown).toContain(`X509v3 Issuing Distribution Point: critical`);
  expect(shown).toContain(`URI:${STATUS_URL}/crl/issuing-${shard}.crl`);
});

it("OpenSSL verifies the signatures of all kinds of lists and reads their numbers as we do", async () => {
  const here = await world();
  await publishCrl(here.authority, here.issuing.db);
  await publishedFiles(here, 1, CRL_SHARDS);

  for (const [name, issuer] of [
    ["ROOT-FULL", "ROOT"],
    ["ISSUING-FULL", "ISSUING"],
    ["ISSUING-DELTA", "ISSUING"],
    ["ISSUING-FULL-1", "ISSUING"],
    [`ISSUING-DELTA-${CRL_SHARDS}`, "ISSUING"],
  ] as const) {
    const said = openssl.says(
      "crl",
      "-inform",
      "DER",
      "-in",
      `${name}.der`,
      "-noout",
      "-CAfile",
      `${issuer}.pem`,
      "-crlnumber",
    );
    expect(said).toContain("verify OK");
    const hex = /crlNumber=(?:0x)?([0-9A-F]+)/.exec(said)?.[1] ?? "";
    expect(BigInt(`0x${hex}`)).toBe(parseCrl(openssl.read(`${name}.der`)).number);
  }
});
