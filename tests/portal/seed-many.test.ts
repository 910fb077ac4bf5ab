import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { toHex } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { isRequestNumber } from "#portal/requests/request-number.ts";
import { CRL_SHARDS, STATUS_URL } from "#tests/support/authority.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder, world } from "#tests/support/world.ts";
import { seedMany } from "../../prisma/seed-many.ts";

const temporary = temporaryFolder();
const SOME = { certificates: 600, statusUrl: STATUS_URL, crlShards: CRL_SHARDS };

it("fills a register with synthetic certificates that say what their rows say, and OpenSSL reads them", async () => {
  const { database, owner } = await world();
  await seedMany(database.url, SOME);
  const rows = await owner.certificate.findMany({ include: { issuer: true, request: { select: { number: true } } } });
  expect(rows.length).toBeGreaterThanOrEqual(SOME.certificates * 0.9);
  for (const row of rows) {
    const { serial, notBefore, notAfter, issuer, spki, subjectKeyIdentifier } = parseCertificate(row.der);
    expect({ serial, notBefore, notAfter }).toEqual({
      ...{ serial: row.serial, notBefore: row.notBefore, notAfter: row.notAfter },
    });
    expect(toHex(subjectKeyIdentifier ?? new Uint8Array())).toBe(row.ski);
    expect(createHash("sha256").update(spki).digest()).toEqual(Buffer.from(row.spkiSha256));
    expect(toHex(issuer)).toBe(toHex(row.issuer.subject));
    expect(isRequestNumber(row.request.number)).toBe(true);
  }
  const [first] = rows;
  const openssl = opensslIn(temporary);
  const file = openssl.write("synthetic.cer", first?.der ?? "");
  const said = openssl.says("x509", "-inform", "DER", "-in", file, "-noout", "-serial");
  expect(said.trim().toLowerCase()).toBe(`serial=${first?.serial}`);
});

it("mixes states and leaves every index and guard of the register as it was", async () => {
  const { database, owner } = await world();
  const guards = () => owner.$queryRaw`
    SELECT tgrelid::regclass::text AS of, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`;
  const indexes = () => owner.$queryRaw`SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`;
  const before = [await guards(), await indexes()];
  await seedMany(database.url, SOME);
  expect([await guards(), await indexes()]).toEqual(before);

  const states = await owner.keyRequest.groupBy({ by: ["state"], _count: true });
  expect(states.map(({ state }) => state)).toEqual(
    expect.arrayContaining(["SUBMITTED", "REFUSED", "ISSUED", "INSTALLED"]),
  );
  const now = new Date();
  const count = (where: NonNullable<Parameters<typeof owner.certificate.count>[0]>["where"]) =>
    owner.certificate.count({ where });
  for (const where of [
    { revokedAt: { not: null } },
    { notAfter: { lt: now } },
    { revocationReason: "CERTIFICATE_HOLD" as const },
    { notAfter: { gt: now, lt: new Date(now.getTime() + 30 * 86_400_000) } },
  ])
    expect(await count(where), JSON.stringify(where)).toBeGreaterThan(0);
});

it("leaves a register alone that it has filled before, or in which somebody has asked for keys", async () => {
  const filled = await world();
  await seedMany(filled.database.url, SOME);
  await expect(seedMany(filled.database.url, SOME)).rejects.toThrow("already");

  const used = await world();
  const employee = await holder(used);
  await submit(await signedIn(used, employee), employee);
  await expect(seedMany(used.database.url, SOME)).rejects.toThrow("Somebody has asked");
  expect(await used.owner.organisation.count()).toBe(1);
});
