import { beforeEach, expect, it } from "vitest";
import { awaitedEmail } from "#portal/profile/awaited-email.ts";
import { confirmEmails } from "#portal/profile/confirm-emails.ts";
import { sendCodes } from "#portal/step-up/send-codes.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { askCode, asOwnerPastGuards, changeEmail } from "#tests/support/step-up.ts";
import { type Answer, call, codeOf, type Visitor, visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const NEW = "aigul@example.kz";
const OLD = "old@example.kz";

let portal: World;
let employee: TestHolder;
let desk: Visitor;

/** Since when an address is somebody's, the register says by its own clock. */
const now = new Date();

beforeEach(async () => {
  portal = await world({ now });
  employee = await holder(portal);
  await portal.owner.person.updateMany({ data: { email: OLD, emailSince: new Date("2020-01-01") } });
  desk = await signedIn(portal, employee);
});

const person = () => portal.owner.person.findUniqueOrThrow({ where: { id: employee.personId } });
const letters = (kind: "CONFIRM_EMAIL" | "EMAIL_CHANGED") =>
  portal.owner.message.findMany({
    where: { kind },
    orderBy: { key: "asc" },
    select: { address: true, facts: true, channel: true },
  });

/** What stands in the newest link. */
async function tokenOf(): Promise<string> {
  const [row] = await portal.owner.$queryRaw<{ token: string }[]>`
    SELECT facts ->> 'token' AS token FROM message WHERE kind = 'CONFIRM_EMAIL' ORDER BY id DESC LIMIT 1`;
  return row?.token ?? "";
}

/** On another device, signed in nowhere, as a link is followed. */
const follow = (token: string): Promise<Answer> =>
  call(visitor(portal, "192.0.2.77"), "POST /api/email-confirmations", { json: { token } });

async function wish(email = NEW): Promise<string> {
  expect((await changeEmail(desk, employee, email)).status).toBe(202);
  await confirmEmails(portal.issuing);
  return tokenOf();
}

it("B10: an address is the person's once its link was followed, and both addresses are told", async () => {
  const token = await wish();
  expect(await letters("CONFIRM_EMAIL")).toEqual([{ address: NEW, facts: { token }, channel: "EMAIL" }]);
  expect(await person()).toMatchObject({ email: OLD });
  expect(await letters("EMAIL_CHANGED")).toEqual([]);

  expect((await follow(token)).status).toBe(204);
  expect(await person()).toMatchObject({ email: NEW });
  await confirmEmails(portal.issuing);
  await confirmEmails(portal.issuing);
  const facts = { masked: "a•••@example.kz" };
  expect(await letters("EMAIL_CHANGED")).toEqual([
    { address: OLD, facts, channel: "EMAIL" },
    { address: NEW, facts, channel: "EMAIL" },
  ]);
});

it("B10: nothing of a link can be read from the register", async () => {
  const token = await wish();
  const rows = JSON.stringify([
    await portal.owner.emailChange.findMany(),
    await portal.owner.auditEvent.findMany({ select: { facts: true } }),
  ]);
  expect(rows).not.toContain(token);
});

it("B10: a link works once, however often it is followed at the same time", async () => {
  const token = await wish();
  const answers = await Promise.all(Array.from({ length: 20 }, () => follow(token)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array.from({ length: 19 }, () => 404)]);
  expect(codeOf(await follow(token))).toBe("EMAIL_LINK_REFUSED");
  expect(await portal.owner.auditEvent.count({ where: { action: "email-changed", actorId: employee.holderId } })).toBe(
    1,
  );
});

it("B10: a link dies when another address is asked for, and after a day", async () => {
  const first = await wish("first@example.kz");
  const second = await wish("second@example.kz");
  expect(codeOf(await follow(first))).toBe("EMAIL_LINK_REFUSED");
  const expire = (when: string) =>
    asOwnerPastGuards(portal.owner, `UPDATE email_change SET expires_at = clock_timestamp() ${when}`);
  await expire("");
  expect(codeOf(await follow(second))).toBe("EMAIL_LINK_REFUSED");
  await expire("+ interval '1 second'");
  expect((await follow(second)).status).toBe(204);
  expect(await person()).toMatchObject({ email: "second@example.kz" });
});

it("B10: of two addresses that were asked for before the worker came only the newer gets a link", async () => {
  await changeEmail(desk, employee, "first@example.kz");
  await changeEmail(desk, employee, "second@example.kz");
  await confirmEmails(portal.issuing);
  expect((await letters("CONFIRM_EMAIL")).map(({ address }) => address)).toEqual(["second@example.kz"]);
});

it("B10: no code comes to an address that is the person's for less than 72 hours, and none to one that is not confirmed", async () => {
  const sending = { ...portal.issuing, stepUp: "sms-or-email" as const };
  const receiver = async () => {
    await asOwnerPastGuards(portal.owner, "UPDATE step_up SET sent_at = sent_at - interval '1 day'");
    const id = await askCode(desk, "REISSUE", "a text", { by: "EMAIL" });
    await sendCodes(sending);
    const [row] = await portal.owner.message.findMany({ where: { key: `code:${id}` } });
    return row?.address;
  };
  const phone = `+7700${employee.actor.iin.slice(-7)}`;
  expect(await receiver()).toBe(OLD);
  await follow(await wish());
  const { emailSince } = await person();
  const since = emailSince?.getTime() ?? 0;
  const H72 = 72 * 3_600_000;
  portal.clock.set(new Date(since + H72 - 1000));
  desk = await signedIn(portal, employee);
  expect(await receiver()).toBe(phone);
  portal.clock.set(new Date(since + H72));
  expect(await receiver()).toBe(NEW);
  await portal.owner.person.updateMany({ data: { emailSince: null } });
  expect(await receiver()).toBe(phone);
});

it("shows the address whose link has not been followed, until it is, is over, or another is asked for", async () => {
  const { context } = portal.portal;
  const awaited = () => awaitedEmail(context, { ...employee.actor, certificateId: "" });
  expect(await awaited()).toBeNull();
  await changeEmail(desk, employee, "first@example.kz");
  expect(await awaited()).toBe("first@example.kz");
  const token = await wish();
  expect(await awaited()).toBe(NEW);
  await follow(token);
  expect(await awaited()).toBeNull();
  await wish("late@example.kz");
  await asOwnerPastGuards(
    portal.owner,
    "UPDATE email_change SET expires_at = clock_timestamp() WHERE sent_at IS NOT NULL",
  );
  expect(await awaited()).toBeNull();
});

it("B10: an address that is confirmed anew stays as old as it is", async () => {
  const { emailSince } = await person();
  await follow(await wish(OLD));
  expect(await person()).toMatchObject({ email: OLD, emailSince });
  await confirmEmails(portal.issuing);
  expect(await letters("EMAIL_CHANGED")).toHaveLength(1);
});

it.each([
  "a@b",
  "a@example.kz,b@example.kz",
  "a@example.kz\r\nBcc: b@example.kz",
  '"a b"@example.kz',
  "a(comment)@example.kz",
  "A@EXAMPLE.kz",
  "a@қазақстан.kz",
])("B10: refuses %j before a code is looked at", async (email) => {
  const answer = await call(desk, "POST /api/email-changes", { json: { email } });
  expect([answer.status, codeOf(answer)]).toEqual([400, "INPUT_INVALID"]);
});

it.each(["", "x", "A".repeat(43), `${"A".repeat(42)}=`])("B10: refuses %j as a link", async (token) => {
  expect([400, 404]).toContain((await follow(token)).status);
});
