import { expect, it } from "vitest";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { decide } from "#tests/support/decide.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn, signIn } from "#tests/support/sign-in.ts";
import { call, visitor } from "#tests/support/visitor.ts";
import { certificatesOf, holder, world } from "#tests/support/world.ts";

it("issues an employee two certificates after the senior manager's word, and the new key signs in", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);

  const desk = await signedIn(portal, employee);
  const { status, number, keys } = await submit(desk, employee, { email: "aigul@example.kz" });
  expect(status).toBe(201);
  expect(await issueConfirmed(portal.issuing)).toBe(0);

  const office = await signedIn(portal, manager);
  expect((await decide(office, manager, number)).status).toBe(204);
  expect(await issueConfirmed(portal.issuing)).toBe(1);

  const tracked = await call(visitor(portal), "GET /api/track/[number]", { number });
  expect(tracked.body).toMatchObject({ number, state: "ISSUED" });
  expect((await call(desk, "GET /api/requests/[number]/certificates", { number })).status).toBe(200);
  expect((await call(desk, "POST /api/requests/[number]/installation", { number, json: {} })).status).toBe(204);

  const renewed = { ...employee, keys, certificates: await certificatesOf(portal.owner, employee.holderId) };
  expect((await signIn(visitor(portal), renewed)).status).toBe(204);
  expect(portal.faults).toEqual([]);
});
