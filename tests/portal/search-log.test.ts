import { expect, it } from "vitest";
import type { Template } from "#platform/prisma/enums.ts";
import { searchLog } from "#portal/audit/search/search-log.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { confirmOne, later } from "#tests/support/confirmed.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { holder, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;

/** The log as its file tells it, without its header: a line of cells for each event. */
async function csv(desk: Visitor, query = ""): Promise<readonly (readonly string[])[]> {
  const answer = await call(desk, "GET /api/operator/log", { query });
  expect(answer.status).toBe(200);
  const [, ...lines] = new TextDecoder().decode(answer.bytes).trimEnd().split("\r\n");
  return lines.map((line) => line.slice(1, -1).split('","'));
}

const actionsIn = (lines: readonly (readonly string[])[]) => lines.map(([, , action = ""]) => action);

it("an auditor finds events by deed, request, person and day, each with its place in the log", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  const number = await confirmOne(portal, manager, employee);
  const auditor = await holder(portal, { template: "AUDITOR", bin: "000140000017" });
  later(portal, 3 * DAY_MS);
  const desk = await signedIn(portal, auditor);
  const today = portal.clock.now().toISOString().slice(0, 10);

  const about = await csv(desk, `?number=${formatRequestNumber(number)}`);
  expect(actionsIn(about)).toEqual(["request-confirmed", "request-submitted"]);
  const [confirmed = []] = await csv(desk, "?action=request-confirmed");
  const entry = await portal.owner.auditEntry.findUniqueOrThrow({ where: { seq: BigInt(confirmed[0] ?? "0") } });
  expect(await portal.owner.auditEvent.findUnique({ where: { seq: entry.eventSeq } })).toMatchObject({
    action: "request-confirmed",
    actorId: manager.holderId,
  });
  expect(confirmed[4]).toBe(`…${manager.actor.iin.slice(-4)}`);
  expect(JSON.stringify(await csv(desk))).not.toContain(employee.actor.iin);
  expect(new Set(actionsIn(await csv(desk, `?iin=${employee.actor.iin}`)))).toContain("request-submitted");
  expect(actionsIn(await csv(desk, `?from=${today}&action=request-confirmed`))).toEqual([]);
  expect(actionsIn(await csv(desk, `?from=${today}`))).toEqual(["signed-in"]);
  expect(actionsIn(await csv(desk, `?to=${today}&action=request-confirmed`))).toEqual(["request-confirmed"]);
});

it("reads the log page by page and misses nothing", async () => {
  const portal = await world();
  const { actor } = await holder(portal, { template: "AUDITOR", bin: "000140000017" });
  await confirmOne(portal, await holder(portal, { template: "FIRST_HEAD" }), await holder(portal));
  const all = await portal.owner.auditEvent.count();
  const seen: string[] = [];
  for (let before: string | undefined; ; ) {
    const page = await searchLog(
      portal.portal.context,
      { ...actor, certificateId: "" },
      { filter: {}, before, take: 2 },
    );
    seen.push(...page.rows.map(({ place = "" }) => place));
    if (page.older === undefined) break;
    before = page.older;
  }
  expect(all).toBeGreaterThan(9);
  expect(new Set(seen).size).toBe(all);
  expect(seen).toEqual(seen.toSorted((one, other) => Number(other) - Number(one)));
});

it("G2: nobody but an auditor reads the log", async () => {
  const portal = await world();
  const others: readonly Template[] = ["OPERATOR", "SENIOR_OPERATOR", "ADMINISTRATOR", "FIRST_HEAD"];
  for (const template of others) {
    const desk = await signedIn(portal, await holder(portal, { template, bin: "000140000017" }));
    const answer = await call(desk, "GET /api/operator/log");
    expect([answer.status, codeOf(answer)]).toEqual([403, "FORBIDDEN"]);
  }
});
