import { expect, it } from "vitest";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { KeyCursor, KeyFilter } from "#portal/certificates/contract.ts";
import { type KeyPage, listAndCountKeys, listKeys } from "#portal/certificates/list.ts";
import { openCertificate } from "#portal/certificates/open.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;
const actorOf = ({ actor }: TestHolder) => ({ ...actor, certificateId: "" });
const serialsOf = ({ certificates: { AUTH, SIGN } }: TestHolder) =>
  [AUTH, SIGN].map((der) => parseCertificate(der).serial);
const found = ({ keys }: KeyPage) => keys.map(({ serial }) => serial);

function ask(
  portal: World,
  who: TestHolder,
  asked: Readonly<Record<string, string>> = {},
  scope: "own" | "staff" = "own",
) {
  const wanted = { scope, filter: KeyFilter.parse(asked), cursor: KeyCursor.parse(asked) };
  return listKeys(portal.portal.context, actorOf(who), { ...wanted, take: 3 });
}

async function revoke(portal: World, who: TestHolder, reason: "KEY_COMPROMISE" | "CERTIFICATE_HOLD") {
  const [serial = ""] = serialsOf(who);
  const { id } = await portal.owner.certificate.findFirstOrThrow({ where: { serial } });
  await portal.issuing.db.$transaction((tx) =>
    revokeCertificate(tx, { certificateId: id, reason, at: portal.clock.now() }),
  );
  return serial;
}

it("shows a person the keys of all their capacities, and nobody else's", async () => {
  const portal = await world();
  const employee = await holder(portal);
  const individual = await holder(portal, { template: "INDIVIDUAL", iin: employee.actor.iin });
  await holder(portal);
  const all = found(await listKeys(portal.portal.context, actorOf(employee), { scope: "own", filter: {}, cursor: {} }));
  expect(all.toSorted()).toEqual([...serialsOf(employee), ...serialsOf(individual)].toSorted());
});

it("shows a senior manager the keys of the organisation's people, and refuses everybody else", async () => {
  const portal = await world();
  const [manager, employee] = [await holder(portal, { template: "FIRST_HEAD" }), await holder(portal)];
  await holder(portal, { bin: "150940999028" });
  await holder(portal, { template: "INDIVIDUAL" });
  const { context } = portal.portal;
  const staff = { scope: "staff", filter: {}, cursor: {} } as const;
  const all = found(await listKeys(context, actorOf(manager), staff));
  expect(all.toSorted()).toEqual([...serialsOf(manager), ...serialsOf(employee)].toSorted());
  for (const template of ["EMPLOYEE", "HR", "RIGHT_TO_SIGN", "INDIVIDUAL"] as const) {
    const other = actorOf(await holder(portal, { template }));
    await expect(listKeys(context, other, staff)).toRejectWithCode("FORBIDDEN");
    await expect(listAndCountKeys(context, other, staff)).toRejectWithCode("FORBIDDEN");
  }
});

it("finds by status, purpose, keystore, serial number and period, and by all of them at once", async () => {
  const portal = await world();
  const person = await holder(portal);
  const [auth = "", sign = ""] = serialsOf(person);
  const issued = portal.clock.now();
  const day = new Date(issued.getTime() + 5 * 3_600_000).toISOString().slice(0, 10);
  const dayAfter = new Date(issued.getTime() + 5 * 3_600_000 + DAY_MS).toISOString().slice(0, 10);
  const both = [auth, sign].toSorted();
  const expected: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
    [{}, both],
    [{ status: "VALID" }, both],
    [{ status: "EXPIRING" }, []],
    [{ status: "REVOKED" }, []],
    [{ slot: "SIGN" }, [sign]],
    [{ storage: "PERSONAL_COMPUTER" }, both],
    [{ storage: "KAZTOKEN" }, []],
    [
      {
        serial: auth
          .slice(6, 20)
          .toUpperCase()
          .replace(/(....)/g, "$1 "),
      },
      [auth],
    ],
    [{ serial: "%" }, both],
    [{ from: day, to: day }, both],
    [{ from: dayAfter }, []],
    [{ to: day, slot: "AUTH", status: "VALID" }, [auth]],
    // what nobody can mean is as if it were not there
    [{ status: "'", slot: "__proto__", from: "31.12.2026", who: "\0" }, both],
  ];
  for (const [asked, serials] of expected) {
    expect(found(await ask(portal, person, asked)).toSorted(), JSON.stringify(asked)).toEqual(serials);
  }
  portal.clock.set(new Date(issued.getTime() + 340 * DAY_MS));
  expect(found(await ask(portal, person, { status: "EXPIRING" })).toSorted()).toEqual(both);
  portal.clock.set(new Date(issued.getTime() + 366 * DAY_MS));
  expect(found(await ask(portal, person, { status: "EXPIRED" })).toSorted()).toEqual(both);
  expect(found(await ask(portal, person, { status: "VALID" }))).toEqual([]);
});

it("tells a hold from a revocation, and both with their reason", async () => {
  const portal = await world();
  const [manager, lost, held] = [
    await holder(portal, { template: "FIRST_HEAD" }),
    await holder(portal),
    await holder(portal),
  ];
  const revoked = await revoke(portal, lost, "KEY_COMPROMISE");
  const onHold = await revoke(portal, held, "CERTIFICATE_HOLD");
  expect(found(await ask(portal, manager, { status: "REVOKED" }, "staff"))).toEqual([revoked]);
  const { keys } = await ask(portal, manager, { status: "ON_HOLD" }, "staff");
  expect(keys).toMatchObject([{ serial: onHold, status: "ON_HOLD", revocationReason: "CERTIFICATE_HOLD" }]);
});

it("finds people by words of their name and by the end of their IIN, whatever signs are put in between", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD", iin: "790528499029" });
  const employee = await holder(portal, { iin: "940916499060" });
  const change = { surname: "Әбілқасымов", givenName: "Ерлан" };
  await portal.owner.person.update({ where: { iin: employee.actor.iin }, data: change });
  const theirs = serialsOf(employee).toSorted();
  for (const who of ["ӘБІЛҚ", "ерлан әбіл", "9060", "940916499060", "Ерлан%"]) {
    expect(found(await ask(portal, manager, { who }, "staff")).toSorted(), who).toEqual(theirs);
  }
  for (const who of ["9061", "Ерлан Серікова"]) {
    expect(found(await ask(portal, manager, { who }, "staff")), who).toEqual([]);
  }
});

it("walks the pages forwards and back without losing or doubling a key, also when keys come in between", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  for (let count = 0; count < 4; count++) {
    // two of them in one moment
    portal.clock.set(new Date(portal.clock.now().getTime() + (count % 2) * 1000));
    await holder(portal);
  }
  const pages = [await ask(portal, manager, {}, "staff")];
  for (let last = pages.at(-1); last?.older !== undefined; last = pages.at(-1)) {
    pages.push(await ask(portal, manager, { after: last.older }, "staff"));
  }
  const all = pages.flatMap(found);
  expect(pages.map(({ keys }) => keys.length)).toEqual([3, 3, 3, 1]);
  expect(new Set(all).size).toBe(10);
  await holder(portal);
  for (let at = pages.length - 1; at > 0; at--) {
    const back = await ask(portal, manager, { before: pages[at]?.newer ?? "" }, "staff");
    expect(found(back)).toEqual(found(pages[at - 1] ?? { keys: [] }));
  }
  const everything = { scope: "staff", filter: {}, cursor: {} } as const;
  expect((await listAndCountKeys(portal.portal.context, actorOf(manager), everything)).count).toBe(12);
});

it("opens a certificate with what its bytes say, its chain and its history", async () => {
  const portal = await world();
  const [manager, employee] = [await holder(portal, { template: "FIRST_HEAD" }), await holder(portal)];
  const serial = await revoke(portal, employee, "KEY_COMPROMISE");
  const { context } = portal.portal;
  const detail = await openCertificate(context, actorOf(manager), serial);
  expect(detail).toMatchObject({
    whose: "staff",
    card: { status: "REVOKED", revocationReason: "KEY_COMPROMISE", iinEnd: employee.actor.iin.slice(-4) },
    facts: { serial, key: { type: "EC", curve: "P-256" }, keyUsage: ["digitalSignature"] },
  });
  expect(detail.facts.subject.map(({ value }) => value)).toContain(`IIN${employee.actor.iin}`);
  expect(detail.chain.map(({ issuer, subject }) => [issuer, subject])).toEqual([
    [detail.chain[0]?.subject, detail.chain[0]?.subject],
    [detail.chain[0]?.subject, detail.facts.issuer],
  ]);
  expect(detail.history.map(({ action }) => action)).toContain("request-issued");
  expect(await openCertificate(context, actorOf(employee), serial)).toMatchObject({ whose: "own" });
});
