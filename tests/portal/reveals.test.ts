import { expect, it } from "vitest";
import type { Template } from "#platform/prisma/enums.ts";
import { submit } from "#tests/support/reissue.ts";
import { named } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf } from "#tests/support/visitor.ts";
import { BIN, holder, world } from "#tests/support/world.ts";

const CENTRE = "000140000017";

it("F1: shows a number to an operator by a certificate or a request, and the log keeps who saw whose, without the number", async () => {
  const portal = await world();
  const employee = await holder(portal);
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const { number } = await submit(await signedIn(portal, employee), employee);
  const operator = await holder(portal, { template: "OPERATOR", bin: CENTRE });
  const desk = await signedIn(portal, operator);
  const reveal = (json: unknown) => call(desk, "POST /api/operator/reveals", { json });

  const { serial } = named(person);
  expect(await reveal({ request: number })).toMatchObject({ status: 200, body: { iin: employee.actor.iin, bin: BIN } });
  const alone = await reveal({ certificate: serial });
  expect([alone.status, alone.body]).toEqual([200, { iin: person.actor.iin }]);
  expect(alone.headers.get("cache-control")).toContain("no-store");

  const events = await portal.owner.auditEvent.findMany({ where: { action: "iin-revealed" }, orderBy: { seq: "asc" } });
  const request = await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } });
  const certificate = await portal.owner.certificate.findFirstOrThrow({ where: { serial } });
  expect(events).toMatchObject([
    { actorId: operator.holderId, requestId: request.id, certificateId: null, facts: {} },
    { actorId: operator.holderId, requestId: null, certificateId: certificate.id, facts: {} },
  ]);

  for (const absent of [{ request: "0000000000000" }, { certificate: "5a".repeat(20) }])
    expect(codeOf(await reveal(absent))).toBe("NOT_FOUND");
  for (const wrong of [{}, { request: number, certificate: serial }, { iin: person.actor.iin }, { certificate: "%" }])
    expect(codeOf(await reveal(wrong))).toBe("INPUT_INVALID");
  expect(await portal.owner.auditEvent.count({ where: { action: "iin-revealed" } })).toBe(2);
});

it("G2: shows a number to no other role, and records nothing for it", async () => {
  const portal = await world();
  const employee = await holder(portal);
  const { number } = await submit(await signedIn(portal, employee), employee);
  const others: readonly Template[] = ["AUDITOR", "ADMINISTRATOR", "FIRST_HEAD", "HR", "EMPLOYEE", "INDIVIDUAL"];
  for (const template of others) {
    const desk = await signedIn(portal, await holder(portal, { template, bin: CENTRE }));
    for (const json of [{ request: number }, { certificate: named(employee).serial }])
      expect(codeOf(await call(desk, "POST /api/operator/reveals", { json })), template).toBe("FORBIDDEN");
  }
  expect(await portal.owner.auditEvent.count({ where: { action: "iin-revealed" } })).toBe(0);
});
