import { expect, it } from "vitest";
import type { Template } from "#platform/prisma/enums.ts";
import { queueOverview } from "#portal/queue/overview.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { later } from "#tests/support/confirmed.ts";
import { decide } from "#tests/support/decide.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { type Answer, call, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { BIN, holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const CENTRE = "000140000017";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

async function staff(portal: World, template: Template) {
  const person = await holder(portal, { template, bin: CENTRE });
  return { person, desk: await signedIn(portal, person) };
}

/** Files a request of a new employee; its number, and whose it is. */
async function filed(portal: World, bin = BIN): Promise<{ number: string; employee: TestHolder }> {
  const employee = await holder(portal, { bin });
  const { number, status } = await submit(await signedIn(portal, employee), employee);
  expect(status).toBe(201);
  return { number, employee };
}

const claims = (desk: Visitor, act: "claim" | "release", numbers: readonly string[]) =>
  call(desk, "POST /api/operator/claims", { json: { act, numbers } });

const resultsOf = ({ body }: Answer) =>
  Object.entries(body ?? {}).flatMap(([, results]) => (Array.isArray(results) ? results : []));

/** The queue as its file tells it: a line of cells for each request. */
async function csv(desk: Visitor, query = ""): Promise<readonly (readonly string[])[]> {
  const answer = await call(desk, "GET /api/operator/requests", { query: `?language=en${query}` });
  expect(answer.status).toBe(200);
  const [, ...lines] = new TextDecoder().decode(answer.bytes).trimEnd().split("\r\n");
  return lines.map((line) => line.slice(1, -1).split('","'));
}

/** Without the requests that everybody's first keys came by. */
const numbersIn = (lines: readonly (readonly string[])[], filed: readonly { readonly number: string }[]) =>
  lines
    .map(([number = ""]) => number.replaceAll("-", ""))
    .filter((number) => filed.some((each) => each.number === number));

it("shows every request, those that wait the longest first, and of an IIN its end only", async () => {
  const portal = await world();
  const { desk } = await staff(portal, "OPERATOR");
  const first = await filed(portal);
  later(portal, MINUTE_MS);
  const second = await filed(portal, "150940999028");
  const lines = await csv(desk);
  expect(numbersIn(lines, [first, second])).toEqual([first.number, second.number]);
  expect(numbersIn(await csv(desk, "&order=newest"), [first, second])).toEqual([second.number, first.number]);
  const text = JSON.stringify(lines);
  for (const { employee } of [first, second]) {
    expect(text).toContain(employee.actor.iin.slice(-4));
    expect(text).not.toContain(employee.actor.iin);
  }
});

it("finds requests by number, IIN, BIN, state, day and who has taken them", async () => {
  const portal = await world();
  const first = await filed(portal);
  later(portal, 2 * DAY_MS);
  const { desk } = await staff(portal, "OPERATOR");
  const second = await filed(portal, "150940999028");
  const manager = await holder(portal, { template: "FIRST_HEAD", bin: "150940999028" });
  expect((await decide(await signedIn(portal, manager), manager, second.number, { verdict: "REFUSE" })).status).toBe(
    204,
  );
  await claims(desk, "claim", [first.number]);
  const day = portal.clock.now().toISOString().slice(0, 10);
  const found = async (query: string) => numbersIn(await csv(desk, query), [first, second]);

  expect(await found(`&who=${formatRequestNumber(second.number)}`)).toEqual([second.number]);
  expect(await found(`&who=${first.employee.actor.iin}`)).toEqual([first.number]);
  expect(await found("&who=150940999028")).toEqual([second.number]);
  expect(await found("&who=nobody")).toEqual([]);
  expect(await found("&state=REFUSED")).toEqual([second.number]);
  expect(await found("&state=SUBMITTED")).toEqual([first.number]);
  expect(await found(`&from=${day}`)).toEqual([second.number]);
  expect(await found(`&to=${day}`)).toEqual([first.number, second.number]);
  expect(await found("&claim=mine")).toEqual([first.number]);
  expect(await found("&claim=free")).toEqual([second.number]);
  // what cannot be read is as if it were not there
  expect(await found("&state=WHATEVER&from=yesterday")).toEqual([first.number, second.number]);
});

it("of two who take the same requests at once one has each, and the other is told who", async () => {
  const portal = await world();
  const [one, other] = [await staff(portal, "OPERATOR"), await staff(portal, "OPERATOR")];
  const numbers = [await filed(portal), await filed(portal), await filed(portal)].map(({ number }) => number);
  const [mine, theirs] = await Promise.all([
    claims(one.desk, "claim", numbers),
    claims(other.desk, "claim", numbers.toReversed()),
  ]);
  const taken = [...resultsOf(mine), ...resultsOf(theirs)];
  expect(
    taken
      .filter(({ result }) => result === "claimed")
      .map(({ number }) => number)
      .toSorted(),
  ).toEqual(numbers.toSorted());
  for (const late of taken.filter(({ result }) => result !== "claimed")) {
    expect(late).toMatchObject({ result: "claimed-by-another", by: "Серікова Айгүл Нұрланқызы" });
  }
  expect(await portal.owner.auditEvent.count({ where: { action: "request-claimed" } })).toBe(3);
});

it("each of several requests has a result of its own, and a wrong one spoils none of the others", async () => {
  const portal = await world();
  const [one, other, senior] = [
    await staff(portal, "OPERATOR"),
    await staff(portal, "OPERATOR"),
    await staff(portal, "SENIOR_OPERATOR"),
  ];
  const [open, ended, taken] = [await filed(portal), await filed(portal), await filed(portal)];
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  await decide(await signedIn(portal, manager), manager, ended.number, { verdict: "REFUSE" });
  await claims(other.desk, "claim", [taken.number]);
  const absent = "0000000000000";
  const asked = [open.number, ended.number, taken.number, absent];

  expect(resultsOf(await claims(one.desk, "claim", asked))).toEqual([
    { number: open.number, result: "claimed" },
    { number: ended.number, result: "not-open" },
    { number: taken.number, result: "claimed-by-another", by: "Серікова Айгүл Нұрланқызы" },
    { number: absent, result: "not-found" },
  ]);
  // nobody gives back what a colleague has, but a senior operator
  expect(resultsOf(await claims(one.desk, "release", [taken.number]))).toMatchObject([
    { result: "claimed-by-another" },
  ]);
  expect(resultsOf(await claims(senior.desk, "release", [taken.number]))).toMatchObject([{ result: "released" }]);
  expect(resultsOf(await claims(other.desk, "release", [taken.number]))).toMatchObject([{ result: "not-claimed" }]);
  // a claim that was forgotten keeps nobody away the next day
  later(portal, 9 * HOUR_MS);
  const again = await signedIn(portal, other.person);
  expect(resultsOf(await claims(again, "claim", [open.number]))).toMatchObject([{ result: "claimed" }]);
});

it("refuses more than fifty at once, the same one twice, and what is no number", async () => {
  const portal = await world();
  const { desk } = await staff(portal, "OPERATOR");
  for (const numbers of [[], ["0000000000000", "0000000000000"], ["number"], Array(51).fill("0000000000000")]) {
    const answer = await claims(desk, "claim", numbers);
    expect([answer.status, codeOf(answer)]).toEqual([400, "INPUT_INVALID"]);
  }
});

it("keeps a note as it was written, for colleagues only, and not even web's own role changes it", async () => {
  const portal = await world();
  const { desk, person } = await staff(portal, "OPERATOR");
  const { number } = await filed(portal);
  const text = "Қоңырау шалды:\n<b>=1+1</b>";
  expect((await call(desk, "POST /api/operator/requests/[number]/notes", { number, json: { text } })).status).toBe(201);
  expect(await portal.owner.requestNote.findMany()).toMatchObject([{ text, holderId: person.holderId }]);
  for (const wrong of ["", "  ", "a\u202Eb", "a\u0000b", "x".repeat(1001)]) {
    const answer = await call(desk, "POST /api/operator/requests/[number]/notes", { number, json: { text: wrong } });
    expect([answer.status, codeOf(answer)]).toEqual([400, "INPUT_INVALID"]);
  }
  const absent = { number: "0000000000000", json: { text } };
  expect((await call(desk, "POST /api/operator/requests/[number]/notes", absent)).status).toBe(404);
  const { db } = portal.portal.context;
  await expect(db.requestNote.updateMany({ data: { text: "ештеңе" } })).rejects.toThrow(/permission denied/);
  await expect(db.requestNote.deleteMany()).rejects.toThrow(/permission denied/);
});

it("keeps views for their owner alone: what the queue can read of them, and twenty at most", async () => {
  const portal = await world();
  const [one, other] = [await staff(portal, "OPERATOR"), await staff(portal, "OPERATOR")];
  const save = (name: string, query: string) => call(one.desk, "POST /api/operator/views", { json: { name, query } });
  expect((await save("Бүгінгі", "state=SUBMITTED&evil=1&order=newest")).status).toBe(204);
  expect((await save("Бүгінгі", "state=CONFIRMED")).status).toBe(204);
  const [view] = await portal.owner.savedView.findMany();
  expect(view).toMatchObject({ name: "Бүгінгі", query: "state=CONFIRMED", holderId: one.person.holderId });
  for (let count = 1; count < 20; count++) await save(`Көрініс ${count}`, "");
  expect(codeOf(await save("Артық", ""))).toBe("TOO_MANY_VIEWS");
  const remove = (desk: Visitor) => call(desk, "DELETE /api/operator/views/[id]", { id: view?.id ?? "" });
  expect((await remove(other.desk)).status).toBe(404);
  expect((await remove(one.desk)).status).toBe(204);
  expect(await portal.owner.savedView.count()).toBe(19);
});

it("counts what waits, what is overdue and what was filed on each of thirty days", async () => {
  const portal = await world();
  const { person } = await staff(portal, "OPERATOR");
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  await filed(portal);
  later(portal, 10 * DAY_MS);
  const second = await filed(portal);
  await filed(portal);
  await decide(await signedIn(portal, manager), manager, second.number, { verdict: "REFUSE" });
  const actor = { ...person.actor, certificateId: "" };
  const overview = await queueOverview(portal.portal.context, actor);
  expect(overview).toMatchObject({ waiting: 2, overdue: 1, beingIssued: 0 });
  expect(overview.days).toHaveLength(30);
  expect(overview.days.at(-1)).toMatchObject({ waiting: 1, ended: 1 });
  expect(overview.days.at(-11)).toMatchObject({ waiting: 1, ended: 0 });
});

it("G2: no other role sees the queue, takes a request, notes anything or keeps a view", async () => {
  const portal = await world();
  const { number } = await filed(portal);
  const others: readonly Template[] = ["AUDITOR", "ADMINISTRATOR", "FIRST_HEAD", "EMPLOYEE", "INDIVIDUAL"];
  for (const template of others) {
    const desk = await signedIn(portal, await holder(portal, { template, bin: CENTRE }));
    const answers = [
      await call(desk, "GET /api/operator/requests", { query: "?language=kk" }),
      await claims(desk, "claim", [number]),
      await call(desk, "POST /api/operator/requests/[number]/notes", { number, json: { text: "Жазба" } }),
      await call(desk, "POST /api/operator/views", { json: { name: "Менікі", query: "" } }),
      await call(desk, "DELETE /api/operator/views/[id]", { id: crypto.randomUUID() }),
    ];
    expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual(Array(5).fill([403, "FORBIDDEN"]));
  }
  expect(await portal.owner.requestClaim.count()).toBe(0);
});
