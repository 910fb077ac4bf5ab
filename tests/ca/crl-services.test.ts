import { expect, it } from "vitest";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { parseCrl } from "#pki/crl.ts";
import { issueServices } from "#portal/services/issue-services.ts";
import { makeOwnKey } from "#status/keys/key-folder.ts";
import { askForCertificate } from "#status/keys/store.ts";
import { NOW } from "#tests/support/authority.ts";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { world } from "#tests/support/world.ts";

const folder = temporaryFolder();

it("C8, D1: the complete list and the delta name the certificate of a service that is revoked", async () => {
  const here = await world();
  await askForCertificate(here.owner, "TSA", makeOwnKey(folder, "TSA").csr);
  await issueServices(here.issuing);
  await publishCrl(here.authority, here.issuing.db);
  const revokedAt = new Date(Math.floor(NOW.getTime() / 1000) * 1000 + 60_000);
  const revocation = { revokedAt, revocationReason: "KEY_COMPROMISE" } as const;
  await here.issuing.db.serviceCertificate.updateMany({ data: revocation });
  here.clock.set(new Date(revokedAt.getTime() + 1000));
  await publishCrl(here.authority, here.issuing.db);

  const { serial } = await here.owner.serviceCertificate.findFirstOrThrow();
  for (const kind of ["FULL", "DELTA"]) {
    const newest = {
      where: { kind, shard: 0, issuerId: here.authority.issuer.id },
      orderBy: { number: "desc" },
    } as const;
    const { der } = await here.owner.crl.findFirstOrThrow(newest);
    expect(parseCrl(der).entries, kind).toEqual([{ serial, revokedAt, reason: 1 }]);
  }
});
