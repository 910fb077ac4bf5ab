import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CaError } from "#ca/error.ts";
import type { Signer } from "#ca/signer.ts";
import { beginIssuing } from "#portal/requests/begin-issuing.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { issueFirstKeys } from "#portal/requests/issue-first-keys.ts";
import { resumeIssuing } from "#portal/requests/resume-issuing.ts";
import { JournalEntry } from "#signer/journal-entry.ts";
import { confirmOne, later, request, withSigner } from "#tests/support/confirmed.ts";
import { newKey } from "#tests/support/people.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const AT_ONCE = { interruptedMs: 0 };
const MINUTE_MS = 60_000;

interface Confirmed {
  readonly portal: World;
  readonly employee: TestHolder;
  readonly number: string;
}

async function confirmed(): Promise<Confirmed> {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  return { portal, employee, number: await confirmOne(portal, manager, employee) };
}

/** A worker to whom something happens once, just before it asks for its first signatures. */
function slowWorker(portal: World, meanwhile: Signer["sign"]) {
  const { signer } = portal.authority;
  let happened = false;
  return withSigner(portal.issuing, {
    async sign(orders) {
      if (!happened) {
        happened = true;
        await meanwhile(orders);
      }
      return signer.sign(orders);
    },
  });
}

/** C1, C3, C8: each signature in the journal is one certificate of the register, and the other way round. */
async function expectNoOrphans({ owner, authority }: World): Promise<void> {
  const lines = readFileSync(authority.journalPath, "utf8").split("\n").filter(Boolean);
  const entries = lines.map((line) => JournalEntry.parse(JSON.parse(line)));
  const signed = entries.flatMap((entry) => (entry.kind === "SIGNATURE" ? entry.serial : []));
  const stored = await owner.certificate.findMany({ select: { serial: true } });
  expect(signed.toSorted()).toEqual(stored.map(({ serial }) => serial).toSorted());
}

const counts = async (portal: World, number: string) => {
  const { state, rejectedFor, certificates, intents } = await request(portal, number);
  return { state, rejectedFor, certificates: certificates.length, intents: intents.length };
};

it("C8: the worker never takes over what the demonstration's owner is issuing, so nobody signs it twice", async () => {
  const portal = await world();
  let asked = 0;
  const worker = withSigner(portal.issuing, {
    async sign(orders) {
      asked += orders.length;
      return portal.authority.signer.sign(orders);
    },
  });
  const founding = withSigner(portal.founding, {
    async sign(orders) {
      await issueConfirmed(worker, AT_ONCE);
      return portal.authority.signer.sign(orders);
    },
  });
  await holder({ ...portal, founding });
  expect(asked).toBe(0);
  expect(await portal.owner.certificate.count()).toBe(2);
});

it.each([
  ["before", "REJECTED", 0],
  ["after", "ISSUED", 2],
])("C8: a demonstration killed %s its first keys were signed begins anew", async (when, state, stored) => {
  const portal = await world();
  const dying = withSigner(portal.founding, {
    async sign(orders) {
      if (when === "after") await portal.authority.signer.sign(orders);
      throw new CaError("SIGNER_UNAVAILABLE", "a test");
    },
  });
  await expect(holder({ ...portal, founding: dying })).toRejectWithCode("SIGNER_UNAVAILABLE");
  const { id: holderId } = await portal.owner.holder.findFirstOrThrow();
  const person = await portal.owner.person.findFirstOrThrow();
  const organisation = await portal.owner.organisation.findFirstOrThrow();
  const whose = {
    ...person,
    holderId,
    template: "EMPLOYEE",
    bin: organisation.bin,
    organisation: organisation.name,
  } as const;
  const keys = { AUTH: newKey("EC-P256").spki, SIGN: newKey("EC-P256").spki };

  await issueFirstKeys(portal.founding, whose, { storage: "PERSONAL_COMPUTER", keyAlgorithm: "EC-P256", keys });
  const requests = await portal.owner.keyRequest.findMany({ orderBy: { id: "asc" } });
  expect(requests.map((each) => each.state)).toEqual([state, "ISSUED"]);
  expect(await portal.owner.certificate.count()).toBe(stored + 2);
  await expectNoOrphans(portal);
});

// -------------------------------------------------------------------------------------------- while one is slow

it.each<[what: string, sleptMs: number, meanwhile: (portal: World, orders: Parameters<Signer["sign"]>[0]) => unknown]>([
  ["has redeemed the same intents", 0, ({ issuing }) => issueConfirmed(issuing, AT_ONCE)],
  ["has taken them over, and not redeemed them yet", 0, ({ issuing }) => resumeIssuing(issuing, ONE)],
  ["has buried them, made others and issued", 10 * MINUTE_MS, ({ issuing }) => issueConfirmed(issuing)],
  ["has buried them and made others", 10 * MINUTE_MS, ({ issuing }) => resumeIssuing(issuing, ONE)],
  [
    "has buried them and died",
    10 * MINUTE_MS,
    async ({ authority }, orders) => {
      for (const { serial } of orders) await authority.signer.void(serial);
    },
  ],
  [
    "has buried one of them and died",
    10 * MINUTE_MS,
    ({ authority }, orders) => authority.signer.void(orders[1]?.serial ?? ""),
  ],
  ["has done nothing", 10 * MINUTE_MS, () => undefined],
])("C3, C7, C8: a worker that slept issues one pair, when another %s meanwhile", async (_, sleptMs, meanwhile) => {
  const { portal, number } = await confirmed();
  const slow = slowWorker(portal, async (orders) => {
    later(portal, sleptMs);
    await meanwhile(portal, orders);
    return [];
  });
  await issueConfirmed(slow);
  await issueConfirmed(portal.issuing, AT_ONCE);
  expect(await counts(portal, number)).toMatchObject({ state: "ISSUED", certificates: 2 });
  await expectNoOrphans(portal);
});

const ONE = { idleMs: 0, limit: 1, except: [] };

it("C3, C8: two workers that renew the same old intents make one new pair", async () => {
  const { portal, number } = await confirmed();
  await beginIssuing(portal.issuing, { limit: 1 });
  later(portal, 10 * MINUTE_MS);
  let first = true;
  const slow = withSigner(portal.issuing, {
    async void(serial) {
      if (first) {
        first = false;
        await resumeIssuing(portal.issuing, ONE);
      }
      return portal.authority.signer.void(serial);
    },
  });
  await issueConfirmed(slow, AT_ONCE);
  expect(await counts(portal, number)).toEqual({ state: "ISSUED", rejectedFor: null, certificates: 2, intents: 4 });
  await expectNoOrphans(portal);
});

// -------------------------------------------------------------------------------------- refused, and yet signed

const refusal = (rule: string) => new CaError("SIGNER_REFUSED", rule, { rule });

it("C8: a request whose pair is signed is issued, whatever the signer said of it", async () => {
  const { portal, number } = await confirmed();
  const torn = slowWorker(portal, async (orders) => {
    await portal.authority.signer.sign(orders);
    throw refusal("profile-unknown");
  });
  await issueConfirmed(torn);
  expect(await counts(portal, number)).toEqual({ state: "ISSUED", rejectedFor: null, certificates: 2, intents: 2 });
  await expectNoOrphans(portal);
});

it.each([
  ["the signer refuses the other", "SIGNER_REFUSED", 0],
  ["the holder is blocked before there is another", "HOLDER_BLOCKED", 10 * MINUTE_MS],
])("C7, C8: half a pair is stored and revoked, and handed out to nobody, when %s", async (_, code, sleptMs) => {
  const { portal, employee, number } = await confirmed();
  const desk = await signedIn(portal, employee);
  const torn = slowWorker(portal, async ([auth]) => {
    await portal.authority.signer.sign(auth ? [auth] : []);
    if (code === "SIGNER_REFUSED") throw refusal("profile-unknown");
    throw new CaError("SIGNER_UNAVAILABLE", "a test");
  });
  await issueConfirmed(torn).catch(() => undefined);
  later(portal, sleptMs);
  const fetched = await call(desk, "GET /api/requests/[number]/certificates", { number });
  if (code === "HOLDER_BLOCKED") {
    await portal.owner.holder.update({ where: { id: employee.holderId }, data: { blockedAt: portal.clock.now() } });
    await issueConfirmed(portal.issuing, AT_ONCE);
  }

  expect(fetched.status).toBe(409);
  expect(await counts(portal, number)).toEqual({ state: "REJECTED", rejectedFor: code, certificates: 1, intents: 2 });
  const { certificates, id } = await request(portal, number);
  expect(certificates).toMatchObject([{ slot: "AUTH", revocationReason: "CESSATION_OF_OPERATION" }]);
  const events = await portal.owner.auditEvent.findMany({ where: { requestId: id }, orderBy: { seq: "asc" } });
  expect(events.map(({ action }) => action).slice(-3)).toEqual([
    "intent-voided",
    "certificate-revoked",
    "request-rejected",
  ]);
  await expectNoOrphans(portal);
});

it("C8: a pair that was signed before its holder was blocked is stored all the same", async () => {
  const { portal, employee, number } = await confirmed();
  await portal.authority.signer.sign((await beginIssuing(portal.issuing, { limit: 1 })) ?? []);
  await portal.owner.holder.update({ where: { id: employee.holderId }, data: { blockedAt: portal.clock.now() } });
  later(portal, 10 * MINUTE_MS);
  await issueConfirmed(portal.issuing);
  expect(await counts(portal, number)).toMatchObject({ state: "ISSUED", certificates: 2 });
  await expectNoOrphans(portal);
});

it("C17: a signer whose clock is another stops issuance, and no request is lost for it", async () => {
  const { portal, number } = await confirmed();
  const ahead = withSigner(portal.issuing, { sign: () => Promise.reject(refusal("dated-back-or-ahead")) });
  for (let pass = 0; pass < 3; pass++) {
    await expect(issueConfirmed(ahead, AT_ONCE)).rejects.toMatchObject({ rule: "dated-back-or-ahead" });
  }
  expect(await counts(portal, number)).toMatchObject({ state: "ISSUING", certificates: 0, intents: 2 });
  await issueConfirmed(portal.issuing, AT_ONCE);
  expect((await counts(portal, number)).state).toBe("ISSUED");
  await expectNoOrphans(portal);
});
