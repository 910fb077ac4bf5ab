import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { fromBase64 } from "#pki/bytes.ts";
import type { Database } from "#platform/database.ts";
import { newRowId } from "#platform/row-id.ts";
import type { RevocableCertificate } from "#portal/documents/contract.ts";
import { orderExpiry, orderWordText } from "#portal/orders/contract.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import { later } from "#tests/support/confirmed.ts";
import { decideOn, type OrderWish, order, orderBody, PAPER } from "#tests/support/orders.ts";
import { cmsOver } from "#tests/support/people.ts";
import { named, revoke } from "#tests/support/revocation.ts";
import { challenge, signedIn, type Visitor } from "#tests/support/visitor.ts";
import { holder, ORIGIN, type TestHolder, type World, world } from "#tests/support/world.ts";

/*
 * What somebody who has taken over the web process can do with orders of the authority: everything that its database role
 * can, with whatever its staff have signed in good faith. Each is tried twice: with the rights of `web`, where the register
 * itself refuses most of it, and as if there were no triggers, where the worker is alone.
 */

const AUTHORITY = "200540999045";

interface Scene {
  readonly portal: World;
  readonly employee: TestHolder;
  readonly operator: TestHolder;
  readonly senior: TestHolder;
  readonly desk: Visitor;
  readonly office: Visitor;
}

async function scene(): Promise<Scene> {
  const portal = await world();
  const employee = await holder(portal);
  const operator = await holder(portal, { template: "OPERATOR", bin: AUTHORITY });
  const senior = await holder(portal, { template: "SENIOR_OPERATOR", bin: AUTHORITY });
  const [desk, office] = [await signedIn(portal, operator), await signedIn(portal, senior)];
  return { portal, employee, operator, senior, desk, office };
}

/** A document that somebody has really signed, and of which `web` has told nobody. */
interface Signed {
  readonly text: string;
  readonly cms: Uint8Array<ArrayBuffer>;
  readonly signer: RevocableCertificate;
}

async function withheldOrder(
  browser: Visitor,
  by: TestHolder,
  about: readonly RevocableCertificate[],
  wish: OrderWish = {},
): Promise<Signed> {
  let text = "";
  const { cms } = await orderBody(browser, by, about, {
    ...wish,
    text: (built) => {
      text = wish.text?.(built) ?? built;
      return text;
    },
  });
  return { text, cms: Uint8Array.from(fromBase64(cms)), signer: named(by, wish.slot) };
}

interface WordWish {
  readonly reason?: RevocationReason | null;
  readonly verdict?: "APPROVE" | "DECLINE";
  readonly slot?: "AUTH" | "SIGN";
  readonly over?: (facts: Parameters<typeof orderWordText>[1]) => Partial<Parameters<typeof orderWordText>[1]>;
}

/** A second person's word on what a stolen `web` has shown them; `first` is what they were shown. */
async function withheldWord(
  browser: Visitor,
  by: TestHolder,
  about: readonly RevocableCertificate[],
  first: Signed,
  wish: WordWish = {},
): Promise<Signed> {
  const { reason = "KEY_COMPROMISE", verdict = "APPROVE", slot = "SIGN" } = wish;
  const { nonce } = await challenge(browser, `${verdict}_ORDER`);
  const facts = {
    ...({ origin: ORIGIN, nonce, language: "kk", reason, ...PAPER, certificates: about } as const),
    expiresAt: /^expires: (.*)$/m.exec(first.text)?.[1] ?? "",
    order: createHash("sha256").update(first.text).digest("hex"),
  };
  const word = verdict === "APPROVE" ? { verdict } : { verdict, declinedFor: "Жоқ" };
  const text = orderWordText(word, { ...facts, ...wish.over?.(facts) });
  const cms = cmsOver(text, by.keys[slot], by.certificates[slot], browser.world.clock.now());
  return { text, cms, signer: named(by, slot) };
}

interface Planted {
  readonly about: readonly RevocableCertificate[];
  readonly first: Signed;
  readonly second: Signed;
  readonly reason?: RevocationReason | null;
  /** What the second document is written down as. */
  readonly purpose?: "APPROVE_ORDER" | "DECLINE_ORDER" | "REVOKE" | "RELEASE";
  /** The order's certificates, where they are not the ones that are to be revoked. */
  readonly listed?: readonly RevocableCertificate[];
  /** Without the order's own row. */
  readonly alone?: true;
  readonly expiresAt?: Date;
}

/** Writes all of it down, each part as the thief likes: in one transaction, as a use case would. */
async function plant(db: Database, at: Date, planted: Planted): Promise<void> {
  const { about, first, second, reason = "KEY_COMPROMISE", purpose = "APPROVE_ORDER", listed = about } = planted;
  const idOf = async ({ serial }: RevocableCertificate) =>
    (await db.certificate.findFirstOrThrow({ where: { serial }, select: { id: true } })).id;
  const ids = await Promise.all(about.map(idOf));
  const listedIds = await Promise.all(listed.map(idOf));
  const signers = [await idOf(first.signer), await idOf(second.signer)] as const;
  const expiresAt = planted.expiresAt ?? new Date(/^expires: (.*)$/m.exec(first.text)?.[1] ?? orderExpiry(at));
  await db.$transaction(async (tx) => {
    const [one, two] = [newRowId(), newRowId()];
    const document = async (id: string, { text, cms }: Signed, said: string, certificateId: string) =>
      tx.$executeRaw`INSERT INTO signed_document (id, purpose, text, cms, certificate_id, signed_at)
        VALUES (${id}::uuid, ${said}::"DocumentPurpose", ${text}, ${cms}, ${certificateId}::uuid, ${at})`;
    await document(one, first, "ORDER", signers[0]);
    await document(two, second, purpose, signers[1]);
    if (!planted.alone) {
      const orderId = newRowId();
      await tx.$executeRaw`INSERT INTO authority_order (id, reason, document_number, document_date, document_id, signed_at,
          expires_at) VALUES (${orderId}::uuid, ${reason}::"RevocationReason", ${PAPER.documentNumber},
          ${PAPER.documentDate}::date, ${one}::uuid, ${at}, ${expiresAt})`;
      await tx.authorityOrderCertificate.createMany({
        data: listedIds.map((certificateId) => ({ orderId, certificateId })),
      });
      await tx.$executeRaw`UPDATE authority_order SET state = 'APPROVED', decision_id = ${two}::uuid, decided_at = ${at}
        WHERE id = ${orderId}::uuid`;
    }
    for (const certificateId of ids) {
      await tx.$executeRaw`INSERT INTO revocation_order (id, document_id, certificate_id, reason, ordered_at)
        VALUES (${newRowId()}::uuid, ${two}::uuid, ${certificateId}::uuid, ${reason}::"RevocationReason", ${at})`;
    }
    // what is checked at the end tells its reason only when it is asked before
    await tx.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
  });
}

/** As if the register had no triggers of its own but what its form is. */
async function withoutGuards({ portal }: Scene): Promise<void> {
  for (const table of ["authority_order", "revocation_order"]) {
    await portal.owner.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER guard_new`);
  }
  await portal.owner.$executeRawUnsafe("ALTER TABLE authority_order DISABLE TRIGGER guard");
  // the hash is the register's own work, and not what is tried here
  await portal.owner.$executeRawUnsafe(
    "ALTER TABLE authority_order ALTER COLUMN text_sha256 SET DEFAULT sha256(gen_random_uuid()::text::bytea)",
  );
}

const refusals = async ({ portal }: Scene) =>
  (await portal.owner.revocationOrder.findMany({ where: { outcome: "REFUSED" } })).map(({ refusedFor }) => refusedFor);
const statuses = async ({ portal }: Scene) =>
  (await portal.owner.certificate.findMany({ orderBy: { serial: "asc" } })).map(
    ({ serial, revocationReason }) => `${serial} ${revocationReason}`,
  );

const plain = async (stage: Scene, about = [named(stage.employee)]): Promise<Planted> => {
  const first = await withheldOrder(stage.desk, stage.operator, about);
  return { about, first, second: await withheldWord(stage.office, stage.senior, about, first) };
};

it("D4: the thief's tools are no worse than the use cases: what two did sign is done", async () => {
  const stage = await scene();
  await plant(stage.portal.portal.context.db, stage.portal.clock.now(), await plain(stage));
  await applyOrders(stage.portal.issuing);
  expect(await statuses(stage)).toContain(`${named(stage.employee).serial} KEY_COMPROMISE`);
});

/** By whom it is refused when `web` plants it: by the register, with words, or by the worker alone. */
type Attack = readonly [
  name: string,
  register: RegExp | "the worker alone",
  code: string,
  attack: (scene: Scene) => Promise<Planted>,
];

const NOBODY_ORDERS = /an order of nobody who may give one/;
const NOBODY_DECIDES = /a decision of nobody who may decide/;
const NOT_TWO = /an order without two signatures/;

const ATTACKS: readonly Attack[] = [
  [
    "one signature, written down as both",
    NOBODY_DECIDES,
    "FORBIDDEN",
    async (stage) => {
      const { first, ...rest } = await plain(stage);
      return { ...rest, first, second: first };
    },
  ],
  ["a yes to no order at all", NOT_TWO, "FORBIDDEN", async (stage) => ({ ...(await plain(stage)), alone: true })],
  [
    "both signatures of one senior operator",
    /a decision on one's own order/,
    "OWN_ORDER",
    async ({ office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(office, senior, about);
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "both signatures of one person in two roles",
    /a decision on one's own order/,
    "OWN_ORDER",
    async ({ portal, desk, operator, employee }) => {
      const about = [named(employee)];
      const also = await holder(portal, { template: "SENIOR_OPERATOR", bin: AUTHORITY, iin: operator.actor.iin });
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(await signedIn(portal, also), also, about, first) };
    },
  ],
  [
    "the yes of another operator",
    NOBODY_DECIDES,
    "FORBIDDEN",
    async ({ portal, desk, operator, employee }) => {
      const about = [named(employee)];
      const other = await holder(portal, { template: "OPERATOR", bin: AUTHORITY });
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(await signedIn(portal, other), other, about, first) };
    },
  ],
  [
    "the yes of an administrator",
    NOBODY_DECIDES,
    "FORBIDDEN",
    async ({ portal, desk, operator, employee }) => {
      const about = [named(employee)];
      const other = await holder(portal, { template: "ADMINISTRATOR", bin: AUTHORITY });
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(await signedIn(portal, other), other, about, first) };
    },
  ],
  [
    "the order of somebody who is no operator",
    NOBODY_ORDERS,
    "FORBIDDEN",
    async ({ portal, office, senior, employee }) => {
      const about = [named(employee)];
      const head = await holder(portal, { template: "FIRST_HEAD" });
      const first = await withheldOrder(await signedIn(portal, head), head, about);
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "an order signed with the key for signing in",
    NOBODY_ORDERS,
    "SIGNATURE_NOT_YOURS",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(desk, operator, about, { slot: "AUTH" });
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "a yes signed with the key for signing in",
    NOBODY_DECIDES,
    "SIGNATURE_NOT_YOURS",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(office, senior, about, first, { slot: "AUTH" }) };
    },
  ],
  [
    "a no, written down as a yes",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(office, senior, about, first, { verdict: "DECLINE" }) };
    },
  ],
  [
    "a yes that is no signature",
    "the worker alone",
    "CMS_MALFORMED",
    async (stage) => {
      const { second, ...rest } = await plain(stage);
      return { ...rest, second: { ...second, cms: Uint8Array.of(5, 0) } };
    },
  ],
  [
    "an order that is no signature",
    "the worker alone",
    "CMS_MALFORMED",
    async (stage) => {
      const { first, ...rest } = await plain(stage);
      return { ...rest, first: { ...first, cms: Uint8Array.of(5, 0) } };
    },
  ],
  [
    "an operator's signature in the senior operator's name",
    "the worker alone",
    "SIGNER_UNKNOWN",
    async ({ portal, desk, operator, senior, employee }) => {
      const about = [named(employee)];
      const other = await holder(portal, { template: "OPERATOR", bin: AUTHORITY });
      const first = await withheldOrder(desk, operator, about);
      const second = await withheldWord(await signedIn(portal, other), other, about, first);
      return { about, first, second: { ...second, signer: named(senior) } };
    },
  ],
  [
    "a yes to another order, for this one",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const [first, other] = [await withheldOrder(desk, operator, about), await withheldOrder(desk, operator, about)];
      return { about, first, second: await withheldWord(office, senior, about, other) };
    },
  ],
  [
    "a yes to other certificates than were ordered",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async ({ portal, desk, operator, office, senior, employee }) => {
      const about = [named(await holder(portal))];
      const first = await withheldOrder(desk, operator, [named(employee)]);
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "other certificates than either has signed for",
    NOT_TWO,
    "SIGNATURE_REFUSED",
    async (stage) => {
      const listed = [named(stage.employee)];
      const { first, second } = await plain(stage);
      return { first, second, listed, about: [named(await holder(stage.portal))] };
    },
  ],
  [
    "half of what both have signed for",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const both = [named(stage.employee), named(stage.employee, "AUTH")];
      const { first, second } = await plain(stage, both);
      return { first, second, listed: both, about: both.slice(0, 1) };
    },
  ],
  [
    "another reason than both have signed",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async (stage) => ({ ...(await plain(stage)), reason: "SUPERSEDED" }),
  ],
  [
    "an order that was signed for another portal",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const text = (right: string) => right.replace("tanba.test", "tanba.example");
      const first = await withheldOrder(desk, operator, about, { text });
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "an order whose end both have signed, with a later one",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const planted = await plain(stage);
      later(stage.portal, 8 * 86_400_000);
      return { ...planted, expiresAt: new Date(stage.portal.clock.now().getTime() + 86_400_000) };
    },
  ],
  [
    "an order that was kept back until its key was revoked",
    NOBODY_ORDERS,
    "NO_VALID_KEY",
    async (stage) => {
      const { portal, desk, operator } = stage;
      const planted = await plain(stage);
      await revoke(desk, operator, [named(operator)]);
      await applyOrders(portal.issuing);
      later(portal, 6000);
      return planted;
    },
  ],
  [
    "a yes, written down as a person's own order to revoke",
    "the worker alone",
    "FORBIDDEN",
    async (stage) => ({ ...(await plain(stage)), alone: true, purpose: "REVOKE" }),
  ],
  [
    "a no, written down as what it is and obeyed",
    /DECLINE_ORDER orders nothing/,
    "FORBIDDEN",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(desk, operator, about);
      const second = await withheldWord(office, senior, about, first, { verdict: "DECLINE" });
      return { about, first, second, alone: true, purpose: "DECLINE_ORDER" };
    },
  ],
];

it.each(ATTACKS)("D4, B16: web plants in vain %s", async (_, register, code, attack) => {
  const stage = await scene();
  const { portal } = stage;
  const planted = await attack(stage);
  const before = await statuses(stage);
  const planting = plant(portal.portal.context.db, portal.clock.now(), planted);
  if (register === "the worker alone") await planting;
  else await expect(planting).rejects.toThrow(register);
  await applyOrders(portal.issuing);
  expect([...new Set(await refusals(stage))]).toEqual(register === "the worker alone" ? [code] : []);
  expect(await statuses(stage)).toEqual(before);
});

it.each(ATTACKS.filter(([, register]) => register !== "the worker alone"))(
  "D4, B16: the worker alone, without the register's own guards, does nothing on %s",
  async (_, __, code, attack) => {
    const stage = await scene();
    const { portal } = stage;
    const planted = await attack(stage);
    const before = await statuses(stage);
    await withoutGuards(stage);
    await plant(portal.portal.context.db, portal.clock.now(), planted);
    await applyOrders(portal.issuing);
    expect([...new Set(await refusals(stage))]).toEqual([code]);
    expect(await statuses(stage)).toEqual(before);
  },
);

it("D4, B14: a copy of an order is refused, be it declined, done, or waiting", async () => {
  const stage = await scene();
  const { portal, desk, operator, office, senior, employee } = stage;
  const { id } = await order(desk, operator, [named(employee)]);
  await decideOn(office, senior, id, { word: { verdict: "DECLINE", declinedFor: "Құжат жоқ" } });
  const { document } = await portal.owner.authorityOrder.findUniqueOrThrow({
    where: { id },
    include: { document: true },
  });
  const about = [named(employee)];
  const first = { text: document.text, cms: document.cms, signer: named(operator) };
  const copy = { about, first, second: await withheldWord(office, senior, about, first) };
  const planting = plant(portal.portal.context.db, portal.clock.now(), copy);
  await expect(planting).rejects.toThrow(/authority_order_text_sha256_key|Unique constraint/);
});

it("D4: what was ordered once is not played again after its hold was lifted", async () => {
  const stage = await scene();
  const { portal, desk, operator, office, senior, employee } = stage;
  const about = [named(employee)];
  const reason = "CERTIFICATE_HOLD";
  const first = await withheldOrder(desk, operator, about, { reason });
  const held = { about, first, reason, second: await withheldWord(office, senior, about, first, { reason }) } as const;
  await plant(portal.portal.context.db, portal.clock.now(), held);
  await applyOrders(portal.issuing);
  const { id } = await order(desk, operator, about, { reason: null });
  await decideOn(office, senior, id);
  await applyOrders(portal.issuing);
  const free = await statuses(stage);
  await withoutGuards(stage);
  await plant(portal.portal.context.db, portal.clock.now(), held);
  await applyOrders(portal.issuing);
  expect(await statuses(stage)).toEqual(free);
  expect(await refusals(stage)).toEqual(["CHALLENGE_REFUSED"]);
});

it("D4, F5: web neither ends an order by itself, nor takes one back, nor changes what was signed", async () => {
  const stage = await scene();
  const { portal, desk, operator, office, senior, employee } = stage;
  const { id } = await order(desk, operator, [named(employee)]);
  const { db } = portal.portal.context;
  const asWeb = (sql: string) => db.$executeRawUnsafe(sql);
  await expect(asWeb("UPDATE authority_order SET state = 'EXPIRED'")).rejects.toThrow(/the worker's word/);
  await expect(asWeb("UPDATE authority_order SET reason = 'SUPERSEDED'")).rejects.toThrow(/permission denied/);
  await expect(asWeb("DELETE FROM authority_order")).rejects.toThrow(/permission denied/);
  await expect(asWeb("DELETE FROM authority_order_certificate")).rejects.toThrow(/permission denied/);
  await decideOn(office, senior, id, { word: { verdict: "DECLINE", declinedFor: "Құжат жоқ" } });
  const oneMore = `INSERT INTO authority_order_certificate (order_id, certificate_id)
    SELECT '${id}', c.id FROM certificate c JOIN holder h ON h.id = c.holder_id WHERE h.template = 'SENIOR_OPERATOR'`;
  await expect(asWeb(oneMore)).rejects.toThrow(/does not wait/);
  const again =
    "UPDATE authority_order SET state = 'WAITING', decision_id = NULL, decided_at = NULL, declined_for = NULL";
  await expect(asWeb(again)).rejects.toThrow(/never changes/);
  await expect(portal.owner.$executeRawUnsafe(again)).rejects.toThrow(/never changes/);
});
