import type { RequestState } from "#platform/prisma/enums.ts";
import { expireUnconfirmed } from "#portal/requests/expire-unconfirmed.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { decisionBody } from "./decide.ts";
import { cancellationBody, submit } from "./reissue.ts";
import { signedIn } from "./sign-in.ts";
import { call, type Visitor } from "./visitor.ts";
import { holder, type TestHolder, type World } from "./world.ts";

/** What can happen to a request while others do something to it too. */
export const DEEDS = ["confirm", "refuse", "cancel", "expire", "issue", "install", "revoke"] as const;
export type Deed = (typeof DEEDS)[number];

interface Model {
  readonly state: RequestState;
  readonly revoked: boolean;
}

/** What each deed makes of a request, when nothing else happens meanwhile. */
function after({ state, revoked }: Model, deed: Deed): Model {
  const moved = (from: readonly RequestState[], to: RequestState): Model => ({
    state: from.includes(state) ? to : state,
    revoked,
  });
  switch (deed) {
    case "confirm":
      return moved(["SUBMITTED"], "CONFIRMED");
    case "refuse":
      return moved(["SUBMITTED"], "REFUSED");
    case "cancel":
      return revoked ? { state, revoked } : moved(["SUBMITTED", "CONFIRMED"], "CANCELLED");
    case "expire":
      return moved(["SUBMITTED"], "EXPIRED");
    case "issue":
      return moved(["CONFIRMED"], revoked ? "REJECTED" : "ISSUED");
    case "install":
      return moved(["ISSUED"], "INSTALLED");
    case "revoke":
      return { state, revoked: true };
  }
}

function orders<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length <= 1) return [all];
  return all.flatMap((first, at) =>
    orders([...all.slice(0, at), ...all.slice(at + 1)]).map((rest) => [first, ...rest]),
  );
}

export interface Stage {
  readonly portal: World;
  readonly manager: TestHolder;
  readonly office: Visitor;
}

export async function stage(portal: World): Promise<Stage> {
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  return { portal, manager, office: await signedIn(portal, manager) };
}

/** Does the deeds to one new request, those of a group at the same time, the groups one after the other. */
export async function perform(
  { portal, manager, office }: Stage,
  groups: readonly (readonly Deed[])[],
): Promise<RequestState> {
  const employee = await holder(portal);
  const desk = await signedIn(portal, employee);
  const { number } = await submit(desk, employee);
  // the worker lives a month later than the visitors, so that whatever waits is due to expire
  const monthLater = () => new Date(portal.clock.now().getTime() + 31 * 86_400_000);
  const worker = { ...portal.issuing, clock: { now: monthLater }, registerNow: async () => monthLater() };
  const run = async (deed: Deed): Promise<() => Promise<unknown>> => {
    const decision = (verdict: "CONFIRM" | "REFUSE") => decisionBody(office, manager, number, { verdict });
    switch (deed) {
      case "confirm":
      case "refuse": {
        const json = await decision(deed === "confirm" ? "CONFIRM" : "REFUSE");
        return () => call(office, "POST /api/requests/[number]/decision", { number, json });
      }
      case "cancel": {
        const json = await cancellationBody(desk, employee, number);
        return () => call(desk, "POST /api/requests/[number]/cancellation", { number, json });
      }
      case "expire":
        return () => expireUnconfirmed(worker);
      case "issue":
        return () => issueConfirmed(worker, { interruptedMs: 0 });
      case "install":
        return () => call(desk, "POST /api/requests/[number]/installation", { number, json: {} });
      case "revoke":
        return () =>
          portal.owner.certificate.updateMany({
            where: { holderId: employee.holderId, slot: "SIGN", revokedAt: null },
            data: { revokedAt: portal.clock.now(), revocationReason: "SUPERSEDED" },
          });
    }
  };
  for (const group of groups) {
    const ready: (() => Promise<unknown>)[] = [];
    for (const deed of group) ready.push(await run(deed));
    await Promise.all(ready.map((deed) => deed()));
  }
  return (await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } })).state;
}

/**
 * Every state in which a request can be after these deeds, one after the other in some order; each group is over before
 * the next begins.
 */
export function serialOutcomes(groups: readonly (readonly Deed[])[]): ReadonlySet<RequestState> {
  let reached: readonly Model[] = [{ state: "SUBMITTED", revoked: false }];
  for (const group of groups) {
    const next = reached.flatMap((from) => orders(group).map((order) => order.reduce<Model>(after, from)));
    reached = [...new Map(next.map((model) => [JSON.stringify(model), model])).values()];
  }
  return new Set(reached.map(({ state }) => state));
}
