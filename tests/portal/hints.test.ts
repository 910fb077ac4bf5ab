import { expect, it } from "vitest";
import { hintsOf } from "#portal/approvals/hints.ts";
import { openSeveral } from "#portal/approvals/open.ts";
import { openPast } from "#portal/approvals/person/open-past.ts";
import { decide } from "#tests/support/decide.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder, type TestHolder, world } from "#tests/support/world.ts";

const OTHER_BIN = "150940999028";
const actorOf = ({ actor }: TestHolder) => ({ ...actor, certificateId: "" });

const at = (local: string) => new Date(`${local}:00+05:00`);
const capacity = (id: string, began?: string) => ({
  id,
  certificates: began === undefined ? [] : [{ issuedAt: at(`${began}T12:00`) }],
});

const usual = {
  submittedAt: at("2026-11-23T12:00"),
  storage: "PERSONAL_COMPUTER",
  email: null as string | null,
  replaces: { storage: "PERSONAL_COMPUTER" } as { storage: string } | null,
  holderId: "own",
  holder: { person: { email: "a@example.kz" as string | null, holders: [capacity("own", "2025-01-01")] } },
};
const heldBy = (...holders: ReturnType<typeof capacity>[]) => ({ holder: { person: { email: null, holders } } });

it.each([
  ["nothing unusual", {}, []],
  ["the confirmed address", { email: "a@example.kz" }, []],
  ["another address", { email: "b@example.kz" }, ["NEW_EMAIL"]],
  ["another storage", { storage: "KAZTOKEN" }, ["NEW_STORAGE"]],
  ["no certificate in force to compare with", { replaces: null }, []],
  ["a minute before ten in the evening", { submittedAt: at("2026-11-23T21:59") }, []],
  ["ten in the evening", { submittedAt: at("2026-11-23T22:00") }, ["AT_NIGHT"]],
  ["a minute before six", { submittedAt: at("2026-11-24T05:59") }, ["AT_NIGHT"]],
  ["six in the morning", { submittedAt: at("2026-11-24T06:00") }, []],
  [
    "a role of last week, another before",
    heldBy(capacity("other", "2025-01-01"), capacity("own", "2026-11-16")),
    ["ROLE_CHANGED"],
  ],
  ["a role of two months, another before", heldBy(capacity("other", "2025-01-01"), capacity("own", "2026-09-20")), []],
  ["a first role of last week", heldBy(capacity("own", "2026-11-16")), []],
  ["another role that came later", heldBy(capacity("own", "2026-11-16"), capacity("other", "2026-11-20")), []],
  ["another role without keys", heldBy(capacity("own", "2026-11-16"), capacity("other")), []],
] as const)("hints at what is unusual: %s", (_, change, hints) => {
  expect(hintsOf({ ...usual, ...change })).toEqual(hints);
});

it("hints at a new role and a new storage from what the register knows", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const before = await holder(portal);
  portal.clock.set(new Date(portal.clock.now().getTime() + 60_000));
  const after = await holder(portal, { template: "HR", iin: before.actor.iin });
  const { number } = await submit(await signedIn(portal, after), after, { storage: "KAZTOKEN" });
  const [opened] = await openSeveral(portal.portal.context, actorOf(manager), [number]);
  expect(opened?.hints).toEqual(expect.arrayContaining(["ROLE_CHANGED", "NEW_STORAGE"]));
  expect(opened?.differences.map(({ field }) => field)).toEqual(["storage"]);
});

it("B8, B11: tells a person's history in the organisation, and nothing of theirs elsewhere", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const stranger = await holder(portal, { template: "FIRST_HEAD", bin: OTHER_BIN });
  const employee = await holder(portal);
  const elsewhere = await holder(portal, { iin: employee.actor.iin, bin: OTHER_BIN });
  const individual = await holder(portal, { iin: employee.actor.iin, template: "INDIVIDUAL" });
  const desk = await signedIn(portal, employee);
  const first = await submit(desk, employee);
  await decide(await signedIn(portal, manager), manager, first.number, { verdict: "REFUSE" });
  const { number } = await submit(desk, employee);
  await submit(await signedIn(portal, elsewhere), elsewhere);
  await submit(await signedIn(portal, individual), individual);

  const { context } = portal.portal;
  const past = await openPast(context, actorOf(manager), number);
  expect(past.requests).toMatchObject([{ number: first.number, state: "REFUSED", template: "EMPLOYEE" }]);
  expect(past.certificates?.map(({ slot, holderId }) => [slot, holderId])).toEqual([
    ["AUTH", employee.holderId],
    ["SIGN", employee.holderId],
  ]);
  await expect(openPast(context, actorOf(stranger), number)).toRejectWithCode("NOT_FOUND");
  await expect(openPast(context, actorOf(employee), number)).toRejectWithCode("FORBIDDEN");
});
