import { expect, it } from "vitest";
import { CaError } from "#ca/error.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { beginIssuing } from "#portal/requests/begin-issuing.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { confirmOne, later, request, withSigner } from "#tests/support/confirmed.ts";
import { confirmed } from "#tests/support/one-confirmed.ts";
import { holder, world } from "#tests/support/world.ts";

it("C3: redeems the same intents after an interruption, and gives the same bytes", async () => {
  const { portal, number } = await confirmed();
  const begun = await beginIssuing(portal.issuing, { limit: 1 });
  const before = await portal.authority.signer.sign(begun ?? []);
  later(portal, 11_000);
  expect(await issueConfirmed(portal.issuing)).toBe(1);
  const { certificates, intents } = await request(portal, number);
  expect(intents).toHaveLength(2);
  const signatures = certificates.map(({ der }) => Buffer.from(parseCertificate(der).signature).toString("hex"));
  expect(signatures.toSorted()).toEqual(before.map((signature) => Buffer.from(signature).toString("hex")).toSorted());
});

it("C8: after an outage uses the signatures that were made, and never makes others", async () => {
  const { portal, number } = await confirmed();
  const begun = await beginIssuing(portal.issuing, { limit: 1 });
  await portal.authority.signer.sign(begun ?? []);
  later(portal, 10 * 60_000);
  await issueConfirmed(portal.issuing);
  const issued = await request(portal, number);
  expect(issued).toMatchObject({ state: "ISSUED" });
  expect(issued.intents.map(({ serial }) => serial).toSorted()).toEqual(
    (begun ?? []).map(({ serial }) => serial).toSorted(),
  );
});

it("C3: after an outage buries the serials that were not signed before it takes new ones", async () => {
  const { portal, number } = await confirmed();
  const begun = (await beginIssuing(portal.issuing, { limit: 1 })) ?? [];
  later(portal, 10 * 60_000);
  await issueConfirmed(portal.issuing);
  const issued = await request(portal, number);
  expect(issued).toMatchObject({ state: "ISSUED" });
  expect(issued.certificates).toHaveLength(2);
  expect(issued.intents).toHaveLength(4);
  for (const { serial } of begun) expect(portal.authority.journal.find(serial)).toMatchObject({ kind: "TOMBSTONE" });
});

it("C3: after an outage completes a pair of which one half was signed", async () => {
  const { portal, number } = await confirmed();
  const [auth] = (await beginIssuing(portal.issuing, { limit: 1 })) ?? [];
  if (auth) await portal.authority.signer.sign([auth]);
  later(portal, 10 * 60_000);
  await issueConfirmed(portal.issuing);
  const { state, certificates, intents } = await request(portal, number);
  expect({ state, certificates: certificates.length, intents: intents.length }).toEqual({
    state: "ISSUED",
    certificates: 2,
    intents: 3,
  });
  expect(certificates.map(({ serial }) => serial)).toContain(auth?.serial);
});

it("C3: issues once when two workers take the same requests", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  for (let count = 0; count < 4; count++) await confirmOne(portal, manager, await holder(portal));
  const hurry = { interruptedMs: 0 };
  await Promise.all([
    issueConfirmed(portal.issuing, hurry),
    issueConfirmed(portal.issuing, hurry),
    issueConfirmed(portal.issuing, hurry),
  ]);
  const requests = await portal.owner.keyRequest.findMany({
    where: { documentId: { not: null } },
    include: { certificates: true },
  });
  expect(requests.map(({ state, certificates }) => [state, certificates.length])).toEqual(Array(4).fill(["ISSUED", 2]));
});

it("waits for a signer that does not answer, and loses nothing", async () => {
  const { portal, number } = await confirmed();
  const silent = withSigner(portal.issuing, {
    sign: () => Promise.reject(new CaError("SIGNER_UNAVAILABLE", "a test")),
  });
  await expect(issueConfirmed(silent)).toRejectWithCode("SIGNER_UNAVAILABLE");
  expect((await request(portal, number)).state).toBe("ISSUING");
  await issueConfirmed(portal.issuing, { interruptedMs: 0 });
  expect((await request(portal, number)).state).toBe("ISSUED");
});

it("ends a request that the signer refuses, buries its serials and issues the others", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const numbers = [
    await confirmOne(portal, manager, await holder(portal)),
    await confirmOne(portal, manager, await holder(portal)),
  ];
  const poison = await request(portal, numbers[0] ?? "");
  const { signer } = portal.issuing.authority;
  const picky = withSigner(portal.issuing, {
    async sign(orders) {
      const own = await portal.owner.issuanceIntent.findMany({ where: { requestId: poison.id } });
      const refused = orders.find(({ serial }) => own.some((intent) => intent.serial === serial));
      if (refused) throw new CaError("SIGNER_REFUSED", "a test", { serial: refused.serial });
      return signer.sign(orders);
    },
  });
  await issueConfirmed(picky);
  expect(await request(portal, numbers[0] ?? "")).toMatchObject({
    state: "REJECTED",
    rejectedFor: "SIGNER_REFUSED",
    certificates: [],
  });
  expect((await request(portal, numbers[1] ?? "")).state).toBe("ISSUED");
});
