import { expect, it } from "vitest";
import { toHex } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import type { Template } from "#platform/prisma/enums.ts";
import { meant } from "#portal/all-certificates/contract.ts";
import { openForStaff } from "#portal/all-certificates/open-for-staff.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { later } from "#tests/support/confirmed.ts";
import { decideOn, order } from "#tests/support/orders.ts";
import { named } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { type Answer, call, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const CENTRE = "000140000017";
const COMPANY = "150940999028";

const search = (desk: Visitor, by: string, after?: string) =>
  call(desk, "POST /api/operator/certificates/search", { json: { by, after } });

const foundIn = ({ body }: Answer): readonly { serial: string; name: string }[] =>
  Object.entries(body ?? {}).flatMap(([key, value]) => (key === "found" && Array.isArray(value) ? value : []));
const serialsIn = (answer: Answer) => foundIn(answer).map(({ serial }) => serial);
const both = (whose: TestHolder) => [named(whose, "AUTH").serial, named(whose).serial];

async function called(portal: World, surname: string, givenName: string, patronymic: string | null, bin = COMPANY) {
  const person = await holder(portal, { bin });
  await portal.owner.person.update({ where: { id: person.personId }, data: { surname, givenName, patronymic } });
  return person;
}

it("finds every certificate by IIN, BIN, name, serial and SKI, and shows of an IIN its end", async () => {
  const portal = await world();
  const desk = await signedIn(portal, await holder(portal, { template: "OPERATOR", bin: CENTRE }));
  const one = await called(portal, "Әбілқасымова", "Әлия", "Ерланқызы");
  later(portal, 60_000);
  const two = await called(portal, "Әбілқасымов", "Бауыржан", null);
  const elsewhere = await called(portal, "О’Хара", "Мэри Энн", null, "120340005678");
  const found = async (by: string) => serialsIn(await search(desk, by)).toSorted();
  const pairs = (...people: TestHolder[]) => people.flatMap(both).toSorted();

  expect(await found(one.actor.iin)).toEqual(pairs(one));
  expect(serialsIn(await search(desk, COMPANY))).toEqual([...both(two), ...both(one)]);
  for (const by of ["әбілқасымов", "ӘБІЛҚ"]) expect(await found(by), by).toEqual(pairs(one, two));
  for (const by of ["Әбілқасымова", "әбіл әл", "Әбіл Ерлан"]) expect(await found(by), by).toEqual(pairs(one));
  for (const by of ["о’хара мэри энн", "о’х"]) expect(await found(by), by).toEqual(pairs(elsewhere));
  for (const by of ["Бауыржан", "әл әбіл", "ә_б", "999999999999"]) expect(await found(by), by).toEqual([]);
  const { serial } = named(two);
  const { subjectKeyIdentifier } = parseCertificate(two.certificates.SIGN);
  const colons = serial.toUpperCase().replaceAll(/(..)(?!$)/g, "$1:");
  for (const by of [serial, colons, `0x${serial}`, `00${serial}`, toHex(subjectKeyIdentifier ?? new Uint8Array())])
    expect(await found(by), by).toEqual([serial]);
  expect(await found("5a".repeat(20))).toEqual([]);

  const answer = await search(desk, one.actor.iin);
  expect(answer.body).toMatchObject({
    found: [
      { name: "Әбілқасымова Әлия Ерланқызы", iinEnd: one.actor.iin.slice(-4), status: "VALID", slot: "AUTH" },
      { slot: "SIGN" },
    ],
  });
  expect(JSON.stringify(answer.body)).not.toContain(one.actor.iin);
  for (const wrong of ["", "а", "%%", "1234", "а1 б2", "a b c d e f"]) expect(meant(wrong), wrong).toBeNull();
  expect(codeOf(await search(desk, "а"))).toBe("INPUT_INVALID");
});

it("turns the pages of a name and of an organisation without losing or repeating a certificate", async () => {
  const portal = await world();
  const desk = await signedIn(portal, await holder(portal, { template: "SENIOR_OPERATOR", bin: CENTRE }));
  const people: TestHolder[] = [];
  for (const name of ["Б", "А", "В", "Г", "Д", "Е", "Ж", "И", "К", "Л", "М", "Н", "О", "П"]) {
    people.push(await called(portal, "Ким", name, null));
    later(portal, 1000);
  }
  const sorted = people.toSorted((first, second) => first.actor.iin.localeCompare(second.actor.iin));
  for (const by of ["ким", COMPANY]) {
    const first = await search(desk, by);
    const rest = await search(desk, by, serialsIn(first).at(-1));
    expect([serialsIn(first).length, serialsIn(rest).length], by).toEqual([25, 3]);
    expect(first.body).toMatchObject({ next: serialsIn(first).at(-1) });
    expect(Object.keys(rest.body ?? {})).toEqual(["found"]);
    expect([...serialsIn(first), ...serialsIn(rest)].toSorted(), by).toEqual(sorted.flatMap(both).toSorted());
  }
  const names = foundIn(await search(desk, "ким")).map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
});

it("opens any certificate for an operator with its pair and the orders about it, and for nobody else", async () => {
  const portal = await world();
  const employee = await holder(portal);
  const operator = await holder(portal, { template: "OPERATOR", bin: CENTRE });
  const senior = await holder(portal, { template: "SENIOR_OPERATOR", bin: CENTRE });
  const desk = await signedIn(portal, operator);
  const { id } = await order(desk, operator, [named(employee)]);
  await decideOn(await signedIn(portal, senior), senior, id);
  await applyOrders(portal.issuing);
  const { id: waiting } = await order(desk, operator, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  const { serial } = named(employee);
  const opened = (template: Template, asked = serial) => openForStaff(portal.portal.context, { template }, asked);

  const page = await opened("OPERATOR");
  expect(page).toMatchObject({
    card: { serial, status: "REVOKED", revocationReason: "KEY_COMPROMISE", iinEnd: employee.actor.iin.slice(-4) },
    other: { serial: named(employee, "AUTH").serial, status: "VALID" },
    orders: [
      { id: waiting, state: "WAITING", reason: "CERTIFICATE_HOLD" },
      { id, state: "APPROVED" },
    ],
  });
  expect(JSON.stringify({ ...page, der: null })).not.toContain(employee.actor.iin);
  later(portal, 8 * 86_400_000);
  expect((await opened("SENIOR_OPERATOR")).orders[0]).toMatchObject({ id: waiting, state: "EXPIRED" });
  await expect(opened("OPERATOR", "5a".repeat(20))).toRejectWithCode("NOT_FOUND");
  for (const template of ["AUDITOR", "ADMINISTRATOR", "FIRST_HEAD", "EMPLOYEE", "INDIVIDUAL"] as const)
    await expect(opened(template), template).toRejectWithCode("FORBIDDEN");
});
