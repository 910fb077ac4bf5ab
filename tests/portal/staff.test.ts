import { expect, it } from "vitest";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { isAuthorityStaff, MAY, requireMay } from "#portal/staff/roles.ts";
import { decide } from "#tests/support/decide.ts";
import { plant } from "#tests/support/one-confirmed.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { codeOf } from "#tests/support/visitor.ts";
import { holder, world } from "#tests/support/world.ts";

const AUTHORITY = "200540999045";
const STAFF = ["OPERATOR", "SENIOR_OPERATOR", "AUDITOR", "ADMINISTRATOR"] as const;
const OTHERS = ["INDIVIDUAL", "FIRST_HEAD", "RIGHT_TO_SIGN", "FINANCIAL_SIGNATURE", "HR", "EMPLOYEE"] as const;

it.each(STAFF)(
  "B11, B12: new keys of the staff member %s are confirmed by an administrator, another person",
  async (template) => {
    const portal = await world();
    const member = await holder(portal, { template, bin: AUTHORITY });
    const administrator = await holder(portal, { template: "ADMINISTRATOR", bin: AUTHORITY });
    const senior = await holder(portal, { template: "SENIOR_OPERATOR", bin: AUTHORITY });
    const head = await holder(portal, { template: "FIRST_HEAD" });
    const desk = await signedIn(portal, member);
    const { number, status } = await submit(desk, member);
    expect(status).toBe(201);
    expect(codeOf(await decide(await signedIn(portal, senior), senior, number))).toBe("FORBIDDEN");
    expect(codeOf(await decide(await signedIn(portal, head), head, number))).toBe("NOT_FOUND");
    expect(codeOf(await decide(desk, member, number))).toBe(template === "ADMINISTRATOR" ? "OWN_REQUEST" : "FORBIDDEN");
    expect((await decide(await signedIn(portal, administrator), administrator, number)).status).toBe(204);
    expect(await issueConfirmed(portal.issuing)).toBe(1);
    expect(await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } })).toMatchObject({ state: "ISSUED" });
  },
);

it("B11, B13: a first head of the authority has no say on its staff's keys, at the decision and at issue", async () => {
  const portal = await world();
  const member = await holder(portal, { template: "OPERATOR", bin: AUTHORITY });
  const head = await holder(portal, { template: "FIRST_HEAD", bin: AUTHORITY });
  const administrator = await holder(portal, { template: "ADMINISTRATOR", bin: AUTHORITY });
  const employee = await holder(portal, { template: "EMPLOYEE", bin: AUTHORITY });
  const { number } = await submit(await signedIn(portal, member), member);
  expect(codeOf(await decide(await signedIn(portal, head), head, number))).toBe("FORBIDDEN");
  // and an administrator has none on others'
  const other = await submit(await signedIn(portal, employee), employee);
  const office = await signedIn(portal, administrator);
  expect(codeOf(await decide(office, administrator, other.number))).toBe("FORBIDDEN");
  expect((await decide(office, administrator, number)).status).toBe(204);
  await plant(portal, `UPDATE holder SET template = 'FIRST_HEAD' WHERE id = '${administrator.holderId}'`);
  expect(await issueConfirmed(portal.issuing)).toBe(0);
  expect(await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } })).toMatchObject({ state: "REJECTED" });
});

it("gives nobody but the authority's own staff any of its rights, and an auditor only what changes nothing", () => {
  for (const template of OTHERS) {
    expect(isAuthorityStaff({ template })).toBe(false);
    for (const act of ["orderRevocation", "approveOrder", "readLog", "seeRequests"] as const)
      expect(() => requireMay({ template }, act), `${template} ${act}`).toThrowWithCode("FORBIDDEN");
  }
  for (const template of STAFF) expect(isAuthorityStaff({ template })).toBe(true);
  const ofAuditor = Object.entries(MAY).flatMap(([act, roles]) =>
    roles.some((role) => role === "AUDITOR") ? [act] : [],
  );
  expect(ofAuditor).toEqual(["readLog"]);
});
