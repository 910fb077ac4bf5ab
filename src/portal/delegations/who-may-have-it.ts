import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { mayDelegate } from "#portal/approvals/may-decide.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { dayInAlmaty } from "#portal/notices/almaty-day.ts";
import { fullName } from "#portal/people/full-name.ts";
import { endOfSigning, listEligible } from "./store.ts";
import { isoOf, latestDay } from "./term.ts";

const DAY_MS = 86_400_000;

export interface Choice {
  readonly people: readonly {
    readonly id: string;
    readonly iin: string;
    readonly name: string;
    readonly template: Template;
  }[];
  /** Days in Almaty: the first one possible, and the last one that the key of the first head allows. */
  readonly earliest: string;
  readonly latest: string;
}

/** To whom a first head may give the right to confirm, and for which days. @throws {PortalError} FORBIDDEN for anybody else */
export async function whoMayHaveIt({ db, clock }: Context, actor: Actor): Promise<Choice> {
  if (!mayDelegate(actor)) throw new PortalError("FORBIDDEN");
  const now = clock.now();
  const today = new Date(dayInAlmaty(now) * DAY_MS);
  const keyEnds = await endOfSigning(db, actor.holderId, now);
  // of the day in which the key ends a part would be left over
  const keyAllows = new Date((dayInAlmaty(keyEnds ?? now) - 1) * DAY_MS);
  const people = await listEligible(db, actor);
  return {
    people: people.map(({ id, template, person }) => ({ id, template, iin: person.iin, name: fullName(person) })),
    earliest: isoOf(today),
    latest: isoOf(keyAllows < latestDay(today) ? keyAllows : latestDay(today)),
  };
}
