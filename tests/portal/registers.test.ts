import { expect, it } from "vitest";
import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { FoundInRegister } from "#portal/registers/contract.ts";
import { openOrganisation } from "#portal/registers/open-organisation.ts";
import { openPerson } from "#portal/registers/open-person.ts";
import { delegate, withdraw } from "#tests/support/delegations.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf } from "#tests/support/visitor.ts";
import { BIN, holder, type World, world } from "#tests/support/world.ts";

/** In Almaty. */
const startOfDay = (day: string) => new Date(`${day}T00:00:00+05:00`);
const endOfDay = (day: string) => new Date(`${day}T23:59:59.999+05:00`);

const CENTRE = "000140000017";

async function desk(portal: World, template: Template = "OPERATOR") {
  const person = await holder(portal, { template, bin: CENTRE });
  const browser = await signedIn(portal, person);
  const ask = (json: Readonly<Record<string, unknown>>) =>
    call(browser, "POST /api/operator/registers/search", { json });
  const actor: Actor = { ...person.actor, certificateId: "" };
  return {
    ...{ actor, browser, ask },
    find: async (what: string, by: string, after?: string) =>
      FoundInRegister.parse((await ask({ what, by, ...(after && { after }) })).body),
  };
}

/** So many more people and organisations, each called after their number. */
async function many({ owner }: World, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, at) => String(at).padStart(2, "0"));
  await owner.person.createMany({
    data: numbers.map((n) => ({ iin: `9900000000${n}`, surname: "О'Ким-Ли", givenName: `Ерлан${n}` })),
  });
  await owner.organisation.createMany({
    data: numbers.map((n) => ({ bin: `9900000000${n}`, name: `ЖШС «Мысал-${n} & Ко»` })),
  });
}

it("finds people by IIN or as their names begin, and shows of an IIN its end alone", async () => {
  const portal = await world();
  const { find } = await desk(portal);
  const known = await portal.owner.person.create({
    data: { iin: "850101300123", surname: "Әбілқасымов", givenName: "Дәурен", patronymic: "Үлгіұлы" },
  });
  for (const by of ["850101300123", "850101 300 123", "әбіл", "Әбілқасымов дә", "ӘБІЛҚАСЫМОВ ДӘУРЕН ҮЛГІ"]) {
    const { people, organisations, more } = await find("people", by);
    expect(people, by).toEqual([{ id: known.id, name: "Әбілқасымов Дәурен Үлгіұлы", iinEnd: "0123", capacities: [] }]);
    expect([organisations, more]).toEqual([[], undefined]);
  }
  for (const by of ["850101300124", "дәурен", "Әбілқасымов ер", "Әбілқасымов дә жоқ", "%%", "__", "' OR 1=1 --"]) {
    expect(await find("people", by), by).toEqual({ people: [], organisations: [] });
  }
});

it("finds organisations by BIN or by words of their names, whatever else was typed", async () => {
  const portal = await world();
  const { find } = await desk(portal);
  const { id } = await portal.owner.organisation.create({
    data: { bin: "150940999028", name: "ЖШС «Кең Дала Құрылыс»" },
  });
  for (const by of ["150940999028", "дала", "құр кең", "«Кең Дала»", "жшс & дала | :*"]) {
    expect((await find("organisations", by)).organisations, by).toEqual([
      { id, bin: "150940999028", name: "ЖШС «Кең Дала Құрылыс»" },
    ]);
  }
  for (const by of ["150940999029", "ала", "!!", "&|", "дала <script>"]) {
    expect(await find("organisations", by), by).toEqual({ people: [], organisations: [] });
  }
});

it("finds everybody once, twenty at a time", async () => {
  const portal = await world();
  await many(portal, 45);
  const { find } = await desk(portal);
  for (const [what, by] of [["people", "о'ким-ли"] as const, ["organisations", "мысал"] as const]) {
    const names: string[] = [];
    for (let more: string | undefined, pages = 0; pages === 0 || more !== undefined; pages++) {
      const found = await find(what, by, more);
      names.push(...found[what].map(({ name }) => name));
      expect(found[what]).toHaveLength(pages < 2 ? 20 : 5);
      more = found.more;
    }
    expect(new Set(names).size).toBe(45);
    if (what === "people") expect(names).toEqual(names.toSorted());
  }
});

it("shows a person with capacities, keys and requests, and an organisation with heads and what waits", async () => {
  const portal = await world();
  const { actor, browser } = await desk(portal);
  const { context } = portal.portal;
  const head = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  await portal.owner.person.update({ where: { id: employee.personId }, data: { email: "aigul@example.kz" } });
  const { number } = await submit(await signedIn(portal, employee), employee);

  const person = await openPerson(context, actor, employee.personId);
  const { iin } = employee.actor;
  expect(person).toMatchObject({ name: "Серікова Айгүл Нұрланқызы", iinEnd: iin.slice(-4), email: "a•••@example.kz" });
  expect(person.capacities).toMatchObject([{ template: "EMPLOYEE", keys: 2, blockedAt: null }]);
  expect(person.certificates.map(({ slot, status }) => [slot, status])).toEqual([
    ["AUTH", "VALID"],
    ["SIGN", "VALID"],
  ]);
  expect(person.requests.map((request) => [request.number, request.state])).toContainEqual([number, "SUBMITTED"]);
  expect(JSON.stringify(person)).not.toMatch(new RegExp(`${iin}|aigul`));

  const deputy = await holder(portal, { template: "HR" });
  const office = await signedIn(portal, head);
  await delegate(office, head, deputy, { from: "2026-11-25", last: "2026-12-06" });
  const { id } = await portal.owner.organisation.findUniqueOrThrow({ where: { bin: BIN } });
  expect(await openOrganisation(context, actor, id)).toMatchObject({
    ...{ bin: BIN, confirmations: 1, waiting: 1 },
    heads: [{ id: head.personId, name: "Серікова Айгүл Нұрланқызы", blockedAt: null }],
    delegates: [{ id: deputy.personId, from: startOfDay("2026-11-25"), last: endOfDay("2026-12-06") }],
  });
  await withdraw(office, head, deputy);
  expect((await openOrganisation(context, actor, id)).delegates).toEqual([]);
  for (const absent of [crypto.randomUUID(), "no-id", ""]) {
    await expect(openPerson(context, actor, absent)).toRejectWithCode("NOT_FOUND");
    await expect(openOrganisation(context, actor, absent)).toRejectWithCode("NOT_FOUND");
  }

  const shown = await call(browser, "POST /api/operator/reveals", { json: { person: employee.personId } });
  expect([shown.status, shown.body]).toEqual([200, { iin }]);
  const events = await portal.owner.auditEvent.findMany({ where: { action: "iin-revealed" } });
  expect(events.map(({ actorId, facts }) => [actorId, facts])).toEqual([
    [actor.holderId, { person: employee.personId }],
  ]);
  const absent = { json: { person: crypto.randomUUID() } };
  expect((await call(browser, "POST /api/operator/reveals", absent)).status).toBe(404);
});

it("G2: no other role looks into the register or is shown a number by it", async () => {
  const portal = await world();
  const somebody = await holder(portal);
  for (const template of ["AUDITOR", "ADMINISTRATOR", "FIRST_HEAD", "EMPLOYEE"] as const) {
    const { actor, ask, browser } = await desk(portal, template);
    const answers = [
      await ask({ what: "people", by: "сер" }),
      await call(browser, "POST /api/operator/reveals", { json: { person: somebody.personId } }),
    ];
    expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual(Array(2).fill([403, "FORBIDDEN"]));
    await expect(openPerson(portal.portal.context, actor, somebody.personId)).toRejectWithCode("FORBIDDEN");
    await expect(openOrganisation(portal.portal.context, actor, somebody.personId)).toRejectWithCode("FORBIDDEN");
  }
});
