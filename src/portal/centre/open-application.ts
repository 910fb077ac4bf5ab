import type { RequestState, Storage, Template, Verdict } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { stateAt } from "#portal/requests/state-at.ts";
import { requireMay } from "#portal/staff/roles.ts";
import type { IdentityDocument } from "./contract.ts";
import { findApplication } from "./store.ts";
import { wordFacts } from "./vouched-facts.ts";
import { wordsNeeded } from "./words-needed.ts";

/** What an operator has said of a request. */
export interface CentreWord {
  readonly verdict: Verdict;
  readonly by: string;
  readonly at: Date;
  readonly reason?: string;
  readonly seen?: IdentityDocument;
  readonly seenEnd?: string;
  readonly appointment?: string;
}

export interface ApplicationPage {
  /** What `vouchText` and `turnAwayText` say of the request itself, but for the IIN: see `lookUpApplicant`. */
  readonly facts: Omit<Awaited<ReturnType<typeof wordFacts>>, "iin">;
  /** The last four digits. */
  readonly iinEnd: string;
  readonly template: Template;
  readonly storage: Storage;
  readonly email?: string;
  readonly keyAlgorithm: string;
  readonly state: RequestState;
  readonly submittedAt: Date;
  readonly expiresAt: Date;
  readonly words: readonly CentreWord[];
  readonly needed: number;
  /** The word that decided. */
  readonly decided?: CentreWord;
  /** This operator has vouched already, or it is their own. */
  readonly own: boolean;
}

/** A request for first keys as an operator decides on it. @throws {PortalError} FORBIDDEN for others, NOT_FOUND */
export async function openApplication(
  { db, clock, primitives }: Context,
  actor: Pick<Actor, "template" | "personId">,
  number: string,
): Promise<ApplicationPage> {
  requireMay(actor, "confirmFirstKeys");
  const request = await findApplication(db, number);
  if (!request) throw new PortalError("NOT_FOUND");
  const { holder, storage, email, keyAlgorithm, submittedAt, expiresAt, centreDecisions } = request;
  const { person, organisation, template } = holder;
  const numbers = { iin: person.iin, bin: organisation?.bin ?? null, template };
  const words = centreDecisions.map(wordOf);
  const needed = wordsNeeded(template);
  const { iin: _, ...facts } = await wordFacts({ ...request, ...numbers }, primitives);
  const spoke = centreDecisions.some(({ operatorPersonId }) => operatorPersonId === actor.personId);
  return {
    ...{ template, storage, email: email ?? undefined, keyAlgorithm, submittedAt, expiresAt },
    ...{ facts, iinEnd: person.iin.slice(-4), words, needed },
    state: stateAt(request, clock.now()),
    decided: decidingOf(words, needed),
    own: spoke || holder.personId === actor.personId,
  };
}

/** One no, or the last yes that it takes. */
function decidingOf(words: readonly CentreWord[], needed: number): CentreWord | undefined {
  return words.find(({ verdict }) => verdict === "REFUSE") ?? (words.length < needed ? undefined : words.at(-1));
}

type Row = NonNullable<Awaited<ReturnType<typeof findApplication>>>["centreDecisions"][number];

function wordOf({ verdict, operator, decidedAt: at, reason, seen, seenEnd, appointment }: Row): CentreWord {
  return {
    ...{ verdict, at, by: fullName(operator.person) },
    ...{ reason: reason ?? undefined, seen: seen ?? undefined },
    ...{ seenEnd: seenEnd ?? undefined, appointment: appointment ?? undefined },
  };
}
