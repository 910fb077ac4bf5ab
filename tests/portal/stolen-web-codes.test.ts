import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { Database } from "#platform/database.ts";
import { newRowId } from "#platform/row-id.ts";
import { emailText } from "#portal/documents/contract.ts";
import { confirmEmails } from "#portal/profile/confirm-emails.ts";
import { sendCodes } from "#portal/step-up/send-codes.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { askCode, receiveCode } from "#tests/support/step-up.ts";
import type { Visitor } from "#tests/support/visitor.ts";
import { holder, ORIGIN, type TestHolder, type World, world } from "#tests/support/world.ts";

/*
 * What somebody who has taken over the web process can do to codes and addresses: everything that its database role can.
 * They have the key and a session of their victim, and not the phone.
 */

interface Scene {
  readonly portal: World;
  /** With the rights of `web`. */
  readonly db: Database;
  readonly victim: TestHolder;
  readonly thief: TestHolder;
  readonly desk: Visitor;
  /** A code that was sent to the victim. */
  readonly id: string;
  readonly textSha256: Uint8Array<ArrayBuffer>;
}

const EVIL = "thief@evil.example";

async function scene(): Promise<Scene> {
  const portal = await world();
  const [victim, thief] = [await holder(portal), await holder(portal, { template: "INDIVIDUAL" })];
  const desk = await signedIn(portal, victim);
  const { id } = await receiveCode(desk, "EMAIL", textFor(victim, EVIL));
  return { portal, db: portal.portal.context.db, victim, thief, desk, id, textSha256: sha256(textFor(victim, EVIL)) };
}

const textFor = ({ actor }: TestHolder, email: string) => emailText({ origin: ORIGIN, iin: actor.iin, email });
const sha256 = (text: string) => Uint8Array.from(createHash("sha256").update(text).digest());

type Attack = readonly [name: string, refusedWith: RegExp, attack: (scene: Scene) => Promise<unknown>];
const NO_RIGHT = /permission denied/;

const REFUSED: readonly Attack[] = [
  ["reads the hash of a code", NO_RIGHT, ({ db }) => db.$queryRaw`SELECT code_hash FROM step_up`],
  ["reads the salt of a code", NO_RIGHT, ({ db }) => db.$queryRaw`SELECT code_salt FROM step_up`],
  ["reads all of a code", NO_RIGHT, ({ db }) => db.$queryRaw`SELECT * FROM step_up`],
  ["reads the message", NO_RIGHT, ({ db }) => db.$queryRaw`SELECT facts FROM message`],
  ["reads where the message goes", NO_RIGHT, ({ db }) => db.$queryRaw`SELECT address FROM message`],
  ["reads a phone", NO_RIGHT, ({ db }) => db.$queryRaw`SELECT phone FROM citizen`],
  ["gives the victim its own phone", NO_RIGHT, ({ db }) => db.$executeRaw`UPDATE citizen SET phone = '+77770000000'`],
  ["reads the hash of a link", NO_RIGHT, ({ db }) => db.$queryRaw`SELECT token_sha256 FROM email_change`],
  ["marks a code as redeemed", NO_RIGHT, ({ db }) => db.$executeRaw`UPDATE step_up SET redeemed_at = now(), tries = 1`],
  ["takes tries back", NO_RIGHT, ({ db }) => db.$executeRaw`UPDATE step_up SET tries = 0`],
  ["makes a code last", NO_RIGHT, ({ db }) => db.$executeRaw`UPDATE step_up SET expires_at = now() + interval '1 day'`],
  [
    "has a code for another text",
    NO_RIGHT,
    ({ db }) => db.$executeRaw`UPDATE step_up SET text_sha256 = sha256('other'::bytea)`,
  ],
  [
    "adds a code that is redeemed",
    NO_RIGHT,
    ({ db, victim, textSha256 }) => db.$executeRaw`
      INSERT INTO step_up (id, holder_id, purpose, text_sha256, wanted, redeemed_at, tries)
      VALUES (${newRowId()}::uuid, ${victim.holderId}::uuid, 'REISSUE', ${textSha256}, 'SMS', now(), 1)`,
  ],
  [
    "adds a code with a hash of its own",
    NO_RIGHT,
    ({ db, victim, textSha256 }) => db.$executeRaw`
      INSERT INTO step_up (id, holder_id, purpose, text_sha256, wanted, code_salt, code_hash)
      VALUES (${newRowId()}::uuid, ${victim.holderId}::uuid, 'REISSUE', ${textSha256}, 'SMS', 'x', sha256('x000000'::bytea))`,
  ],
  [
    "backdates a question, so that it looks older than another",
    NO_RIGHT,
    ({ db, victim, textSha256 }) => db.$executeRaw`
      INSERT INTO step_up (id, holder_id, purpose, text_sha256, wanted, asked_at)
      VALUES (${newRowId()}::uuid, ${victim.holderId}::uuid, 'REISSUE', ${textSha256}, 'SMS', '2020-01-01')`,
  ],
  [
    "has a story told by the message",
    /step_up_reference/,
    ({ db, victim, textSha256 }) => db.$executeRaw`
      INSERT INTO step_up (id, holder_id, purpose, text_sha256, wanted, reference)
      VALUES (${newRowId()}::uuid, ${victim.holderId}::uuid, 'REISSUE', ${textSha256}, 'SMS', 'call +77770000000')`,
  ],
  ["deletes a code", NO_RIGHT, ({ db }) => db.$executeRaw`DELETE FROM step_up`],
  ["empties the codes", NO_RIGHT, ({ db }) => db.$executeRaw`TRUNCATE step_up`],
  [
    "sends a code of its own making",
    /the worker's word/,
    ({ db, victim }) => db.$executeRaw`
      INSERT INTO message (id, key, channel, kind, person_id, facts, created_at, due_at)
      VALUES (${newRowId()}::uuid, 'code:x', 'EMAIL', 'CODE', ${victim.personId}::uuid, '{"code":"000000"}', now(), now())`,
  ],
  ["changes an address by itself", NO_RIGHT, ({ db }) => db.$executeRaw`UPDATE person SET email = ${EVIL}`],
  ["makes an address old", NO_RIGHT, ({ db }) => db.$executeRaw`UPDATE person SET email_since = '2020-01-01'`],
  [
    "adds an address with a link of its own",
    NO_RIGHT,
    ({ db, victim, id }) => db.$executeRaw`
      INSERT INTO email_change (id, person_id, step_up_id, email, token_sha256)
      VALUES (${newRowId()}::uuid, ${victim.personId}::uuid, ${id}::uuid, ${EVIL}, sha256('x'::bytea))`,
  ],
  [
    "writes two addresses as one",
    /email_change_email/,
    ({ db, victim, id }) => wish(db, victim, id, `a@example.kz,${EVIL}`),
  ],
  [
    "writes a line end into an address",
    /email_change_email/,
    ({ db, victim, id }) => wish(db, victim, id, `a@example.kz\nBcc: ${EVIL}`),
  ],
  ["puts a job into the queue", NO_RIGHT, ({ db }) => db.$queryRaw`SELECT graphile_worker.add_job('anything')`],
];

const wish = (db: Database, { personId }: TestHolder, stepUpId: string, email: string) => db.$executeRaw`
  INSERT INTO email_change (id, person_id, step_up_id, email)
  VALUES (${newRowId()}::uuid, ${personId}::uuid, ${stepUpId}::uuid, ${email})`;

it.each(REFUSED)("B9, B16: the register refuses whoever %s", async (_, refusedWith, attack) => {
  await expect(attack(await scene())).rejects.toThrow(refusedWith);
});

it("B9, B16: who guesses has five tries at a code, whatever they say whose it is and what it is for", async () => {
  const { db, victim, thief, id, textSha256 } = await scene();
  const guess = async (holderId: string, text: Uint8Array<ArrayBuffer>, digits: string) => {
    const [row] = await db.$queryRaw<{ outcome: string }[]>`
      SELECT tanba_redeem_code(${id}::uuid, ${holderId}::uuid, ${text}, ${digits}) AS outcome`;
    return row?.outcome;
  };
  expect(await guess(thief.holderId, textSha256, "000000")).toBe("UNKNOWN");
  expect(await guess(victim.holderId, sha256("other"), "000000")).toBe("UNKNOWN");
  const outcomes: (string | undefined)[] = [];
  for (const digits of ["", "0", "00000a", "'; --", "9".repeat(100_000), "000000"]) {
    outcomes.push(await guess(victim.holderId, textSha256, digits));
  }
  expect(outcomes.slice(0, 5)).toEqual(["WRONG", "WRONG", "WRONG", "WRONG", "TOO_MANY"]);
  expect(outcomes[5]).toBe("TOO_MANY");
});

it("B9, B16: who asks without end has few codes sent, and so few tries", async () => {
  const { portal, desk, victim } = await scene();
  const outcomes = new Set<number>();
  for (let count = 0; count < 12; count++) {
    await askCode(desk, count % 2 ? "REISSUE" : "REVOKE", textFor(victim, `a${count}@example.kz`));
    outcomes.add(await sendCodes(portal.issuing));
  }
  expect(outcomes).toEqual(new Set([0, 1]));
  expect(await portal.owner.message.count({ where: { kind: "CODE" } })).toBe(5);
});

type Planting = readonly [name: string, plant: (scene: Scene) => Promise<unknown>];

const NOT_SENT: readonly Planting[] = [
  ["a code that nobody redeemed", ({ db, victim, id }) => wish(db, victim, id, EVIL)],
  [
    "a code that was redeemed for another address",
    async ({ db, desk, victim }) => wish(db, victim, await redeemed(db, desk, victim, "own@example.kz"), EVIL),
  ],
  [
    "the thief's own code",
    async ({ db, portal, thief, victim }) => {
      const browser = await signedIn(portal, thief);
      await wish(db, victim, await redeemed(db, browser, thief, EVIL, textFor(victim, EVIL)), EVIL);
    },
  ],
  [
    "a code for something else",
    async ({ db, desk, victim }) =>
      wish(db, victim, await redeemed(db, desk, victim, EVIL, undefined, "REISSUE"), EVIL),
  ],
];

/** What the person did in good faith. */
async function redeemed(
  db: Database,
  browser: Visitor,
  by: TestHolder,
  email: string,
  text = textFor(by, email),
  purpose: "EMAIL" | "REISSUE" = "EMAIL",
): Promise<string> {
  const { id, digits } = await receiveCode(browser, purpose, text);
  const [row] = await db.$queryRaw<{ outcome: string }[]>`
    SELECT tanba_redeem_code(${id}::uuid, ${by.holderId}::uuid, ${sha256(text)}, ${digits}) AS outcome`;
  expect(row?.outcome).toBe("REDEEMED");
  return id;
}

it.each(NOT_SENT)("B10, B16: the worker sends no link on %s", async (_, plant) => {
  const stage = await scene();
  await plant(stage);
  await confirmEmails(stage.portal.issuing);
  expect(await stage.portal.owner.emailChange.findMany()).toMatchObject([
    { refusedFor: "CODE_REQUIRED", sentAt: null },
  ]);
  expect(await stage.portal.owner.message.count({ where: { kind: "CONFIRM_EMAIL" } })).toBe(0);
});

it("B10, B16: one code is good for one link", async () => {
  const { db, desk, victim } = await scene();
  const id = await redeemed(db, desk, victim, "own@example.kz");
  await wish(db, victim, id, "own@example.kz");
  await expect(wish(db, victim, id, "own@example.kz")).rejects.toThrow(/step_up_id/);
});
