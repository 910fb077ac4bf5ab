import { expect, it } from "vitest";
import { fromBase64 } from "#pki/bytes.ts";
import type { Database } from "#platform/database.ts";
import type { RevocableCertificate } from "#portal/documents/contract.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import { later } from "#tests/support/confirmed.ts";
import { named, release, releaseBody, revocationBody, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { receiveCode, redeem } from "#tests/support/step-up.ts";
import type { Visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

/*
 * What somebody who has taken over the web process can do to certificates: write orders with whatever people have signed
 * in good faith. The rows are written past the use cases, with the rights of `web`.
 */

interface Scene {
  readonly portal: World;
  readonly db: Database;
  readonly employee: TestHolder;
  readonly colleague: TestHolder;
  readonly manager: TestHolder;
  readonly desk: Visitor;
  readonly office: Visitor;
}

async function scene(): Promise<Scene> {
  const portal = await world();
  const employee = await holder(portal);
  const colleague = await holder(portal, { template: "HR" });
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const [desk, office] = [await signedIn(portal, employee), await signedIn(portal, manager)];
  return { portal, db: portal.portal.context.db, employee, colleague, manager, desk, office };
}

type Wish = NonNullable<Parameters<typeof revocationBody>[3]>;

interface Signed {
  readonly purpose: "REVOKE" | "RELEASE";
  readonly text: string;
  readonly cms: Uint8Array<ArrayBuffer>;
  readonly signer: RevocableCertificate;
}

/** A document that somebody has really signed, and of which `web` has told nobody. */
async function withheld(
  browser: Visitor,
  by: TestHolder,
  about: readonly RevocableCertificate[],
  wish: Wish = {},
): Promise<Signed> {
  let text = "";
  const keep = (built: string) => {
    text = wish.text?.(built) ?? built;
    return text;
  };
  let built = "";
  const note = (right: string) => {
    built = right;
    return keep(right);
  };
  const { cms, code } = await revocationBody(browser, by, about, { ...wish, text: note });
  if (code) await redeem(browser.world, { holderId: by.holderId, text: built, code });
  return { purpose: "REVOKE", text, cms: Uint8Array.from(fromBase64(cms)), signer: named(by, wish.slot) };
}

async function withheldRelease(
  browser: Visitor,
  by: TestHolder,
  about: RevocableCertificate,
  slot: "AUTH" | "SIGN" = "AUTH",
): Promise<Signed> {
  let text = "";
  const keep = (built: string) => {
    text = built;
    return text;
  };
  const { cms } = await releaseBody(browser, by, about, { slot, text: keep });
  return { purpose: "RELEASE", text, cms: Uint8Array.from(fromBase64(cms)), signer: named(by, slot) };
}

const idOf = async (db: Database, { serial }: RevocableCertificate) =>
  (await db.certificate.findFirstOrThrow({ where: { serial }, select: { id: true } })).id;

/** Writes orders down as `web` may, each part as the thief likes. */
async function plant(
  { db, portal }: Scene,
  { signer, ...document }: Signed,
  about: readonly RevocableCertificate[],
  reason: RevocationReason | null = "SUPERSEDED",
): Promise<void> {
  const at = portal.clock.now();
  const certificateId = await idOf(db, signer);
  const { id: documentId } = await db.signedDocument.create({ data: { ...document, certificateId, signedAt: at } });
  for (const each of about) {
    await db.revocationOrder.create({
      data: { documentId, certificateId: await idOf(db, each), reason, orderedAt: at },
      select: { id: true },
    });
  }
}

const refusals = async ({ portal }: Scene) =>
  (await portal.owner.revocationOrder.findMany({ where: { outcome: "REFUSED" } })).map(({ refusedFor }) => refusedFor);

const statuses = async ({ portal }: Scene) =>
  (await portal.owner.certificate.findMany({ orderBy: { serial: "asc" } })).map(
    ({ serial, revocationReason }) => `${serial} ${revocationReason}`,
  );

it("D4: the thief's tools are no worse than the use cases: what somebody did sign is done", async () => {
  const stage = await scene();
  const { office, manager, employee } = stage;
  await plant(stage, await withheld(office, manager, [named(employee)]), [named(employee)]);
  expect(await applyOrders(stage.portal.issuing)).toBe(1);
  expect(await statuses(stage)).toContain(`${named(employee).serial} SUPERSEDED`);
});

type Attack = readonly [name: string, code: string, attack: (scene: Scene) => Promise<unknown>];

/** An employee's signing key on hold, by the employee's own order. */
async function onHold({ portal, desk, employee }: Scene): Promise<void> {
  await revoke(desk, employee, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  await applyOrders(portal.issuing);
}

const ATTACKS: readonly Attack[] = [
  [
    "a signature that is none",
    "CMS_MALFORMED",
    async (stage) => {
      const signed = await withheld(stage.office, stage.manager, [named(stage.employee)]);
      await plant(stage, { ...signed, cms: Uint8Array.of(5, 0) }, [named(stage.employee)]);
    },
  ],
  [
    "a colleague's order on the colleague's own key, for another's",
    "FORBIDDEN",
    async (stage) => {
      const { portal, colleague, employee } = stage;
      const own = [named(colleague)];
      await plant(stage, await withheld(await signedIn(portal, colleague), colleague, own), [named(employee)]);
    },
  ],
  [
    "a colleague's signature in the manager's name",
    "SIGNER_UNKNOWN",
    async (stage) => {
      const { portal, colleague, employee, manager } = stage;
      const signed = await withheld(await signedIn(portal, colleague), colleague, [named(employee)]);
      await plant(stage, { ...signed, signer: named(manager) }, [named(employee)]);
    },
  ],
  [
    "the signature of the manager's key for signing in",
    "SIGNATURE_NOT_YOURS",
    async (stage) => {
      const { office, manager, employee } = stage;
      await plant(stage, await withheld(office, manager, [named(employee)], { slot: "AUTH" }), [named(employee)]);
    },
  ],
  [
    "the manager's order for which nobody has typed a code",
    "CODE_REQUIRED",
    async (stage) => {
      const { office, manager, employee } = stage;
      const signed = await withheld(office, manager, [named(employee)], { withoutCode: true });
      await receiveCode(office, "REVOKE", signed.text);
      await plant(stage, signed, [named(employee)]);
    },
  ],
  [
    "the manager's hold with the code for another order",
    "CODE_REQUIRED",
    async (stage) => {
      const { office, manager, employee } = stage;
      await withheld(office, manager, [named(employee)]);
      const signed = await withheld(office, manager, [named(employee)], {
        reason: "CERTIFICATE_HOLD",
        withoutCode: true,
      });
      await plant(stage, signed, [named(employee)], "CERTIFICATE_HOLD");
    },
  ],
  [
    "an order with another reason than was signed",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const { desk, employee } = stage;
      await plant(stage, await withheld(desk, employee, [named(employee)]), [named(employee)], "KEY_COMPROMISE");
    },
  ],
  [
    "half of what was signed",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const { desk, employee } = stage;
      const both = [named(employee), named(employee, "AUTH")];
      await plant(stage, await withheld(desk, employee, both), [named(employee)]);
    },
  ],
  [
    "more than was signed",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const { desk, employee } = stage;
      const both = [named(employee), named(employee, "AUTH")];
      await plant(stage, await withheld(desk, employee, [named(employee)]), both);
    },
  ],
  [
    "a document that was signed for another portal",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const { desk, employee } = stage;
      const text = (right: string) => right.replace("tanba.test", "tanba.example");
      await plant(stage, await withheld(desk, employee, [named(employee)], { text }), [named(employee)]);
    },
  ],
  [
    "an order to revoke, written down as one to lift a hold",
    "SIGNATURE_REFUSED",
    async (stage) => {
      await onHold(stage);
      const { desk, employee } = stage;
      const signed = await withheld(desk, employee, [named(employee)], { slot: "AUTH" });
      await plant(stage, { ...signed, purpose: "RELEASE" }, [named(employee)], null);
    },
  ],
  [
    "an order to revoke, signed with a key that had been revoked",
    "NO_VALID_KEY",
    async (stage) => {
      const { portal, desk, employee } = stage;
      const signed = await withheld(desk, employee, [named(employee, "AUTH")]);
      await onHold(stage);
      later(portal, 60_000);
      await plant(stage, signed, [named(employee, "AUTH")]);
    },
  ],
  [
    "a hold, played again after it was lifted",
    "CHALLENGE_REFUSED",
    async (stage) => {
      const { portal, desk, employee } = stage;
      const signed = await withheld(desk, employee, [named(employee)], { reason: "CERTIFICATE_HOLD", slot: "AUTH" });
      await plant(stage, signed, [named(employee)], "CERTIFICATE_HOLD");
      await applyOrders(portal.issuing);
      await release(desk, employee, named(employee), { slot: "AUTH" });
      await applyOrders(portal.issuing);
      await plant(stage, signed, [named(employee)], "CERTIFICATE_HOLD");
    },
  ],
  [
    "an order to lift a hold, kept back until there was another hold",
    "CHALLENGE_REFUSED",
    async (stage) => {
      const { portal, desk, employee } = stage;
      await onHold(stage);
      const signed = await withheldRelease(desk, employee, named(employee));
      later(portal, 31 * 60_000);
      await plant(stage, signed, [named(employee)], null);
    },
  ],
  [
    "the held key's own signature",
    "NO_VALID_KEY",
    async (stage) => {
      const { desk, employee } = stage;
      await onHold(stage);
      await plant(stage, await withheldRelease(desk, employee, named(employee), "SIGN"), [named(employee)], null);
    },
  ],
  [
    "the employee's order to lift the manager's hold",
    "HOLD_NOT_YOURS",
    async (stage) => {
      const { portal, desk, employee, office, manager } = stage;
      await revoke(office, manager, [named(employee)], { reason: "CERTIFICATE_HOLD" });
      await applyOrders(portal.issuing);
      await plant(stage, await withheldRelease(desk, employee, named(employee)), [named(employee)], null);
    },
  ],
  [
    "an order to lift what is no hold",
    "NOT_ON_HOLD",
    async (stage) => {
      const { portal, desk, employee } = stage;
      await revoke(desk, employee, [named(employee)]);
      await applyOrders(portal.issuing);
      await plant(stage, await withheldRelease(desk, employee, named(employee)), [named(employee)], null);
    },
  ],
];

it.each(ATTACKS)("B9, D4, B16: the worker does nothing on %s", async (_, code, attack) => {
  const stage = await scene();
  await attack(stage);
  const before = await statuses(stage);
  await applyOrders(stage.portal.issuing);
  expect([...new Set(await refusals(stage))]).toEqual([code]);
  expect(await statuses(stage)).toEqual(before);
});

it("D2, D4: whatever is planted holds nobody else up", async () => {
  const stage = await scene();
  const { portal, desk, office, manager, employee, colleague } = stage;
  await plant(stage, await withheld(office, manager, [named(employee)]), [named(colleague)]);
  await revoke(desk, employee, [named(employee)]);
  await applyOrders(portal.issuing);
  expect(await statuses(stage)).toContain(`${named(employee).serial} SUPERSEDED`);
  expect(await statuses(stage)).toContain(`${named(colleague).serial} null`);
});
