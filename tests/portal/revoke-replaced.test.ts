import { expect, it } from "vitest";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { type ReplacedKeys, revokeReplaced } from "#portal/revocation/revoke-replaced.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call } from "#tests/support/visitor.ts";
import { holder, world } from "#tests/support/world.ts";

async function renewed() {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const desk = await signedIn(portal, person);
  const { number } = await submit(desk, person);
  await issueConfirmed(portal.issuing);
  const { id } = await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } });
  const run = (replacedKeys: ReplacedKeys, payload: unknown = { requestId: id }) =>
    revokeReplaced({ ...portal.issuing, replacedKeys }, payload);
  const install = () => call(desk, "POST /api/requests/[number]/installation", { number, json: {} });
  /** Old AUTH, old SIGN, new AUTH, new SIGN. */
  const reasons = async () =>
    (await portal.owner.certificate.findMany({ orderBy: [{ requestId: "asc" }, { slot: "asc" }] })).map(
      ({ revocationReason }) => revocationReason,
    );
  return { portal, desk, id, run, install, reasons };
}

const KEPT = [null, null, null, null];

it("has the worker look at what an installed request replaces, once", async () => {
  const { portal, id, install } = await renewed();
  expect((await install()).status).toBe(204);
  expect((await install()).status).toBe(204);
  const jobs = await portal.owner.$queryRaw`
    SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = 'revoke-replaced'`;
  expect(jobs).toEqual([{ payload: { requestId: id } }]);
});

it("always: the old pair is revoked as superseded by policy, and its session ends", async () => {
  const { portal, desk, id, run, install, reasons } = await renewed();
  await run("always");
  expect(await reasons()).toEqual(KEPT);
  await install();
  await run("always");
  await run("always");
  expect(await reasons()).toEqual(["SUPERSEDED", "SUPERSEDED", null, null]);
  expect((await call(desk, "GET /api/session")).status).toBe(401);
  const events = await portal.owner.auditEvent.findMany({ where: { action: "certificate-revoked" } });
  expect(events.map(({ actorId, requestId, facts }) => ({ actorId, requestId, facts }))).toEqual(
    Array(2).fill({ actorId: null, requestId: id, facts: { reason: "SUPERSEDED", policy: "always" } }),
  );
});

it.each(["ask", "never"] as const)("%s: the old pair stays", async (policy) => {
  const { run, install, reasons } = await renewed();
  await install();
  await run(policy);
  expect(await reasons()).toEqual(KEPT);
});

it("revokes nothing where a first pair was installed, or for a request that is none", async () => {
  const { portal, run, install, reasons } = await renewed();
  await install();
  const first = await portal.owner.keyRequest.findFirstOrThrow({ where: { confirmation: "DEMONSTRATION" } });
  await run("always", { requestId: first.id });
  await run("always", { requestId: "019ab000-0000-7000-8000-000000000000" });
  expect(await reasons()).toEqual(KEPT);
});
