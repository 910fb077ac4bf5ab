import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { findQuestion } from "#portal/first-keys/question-store.ts";
import type { RegisteredAs } from "./vouched-facts.ts";

/** How long an operator, and the worker after them, may go by what the state registers have said. */
const DAY_MS = 86_400_000;

interface Numbers {
  readonly iin: string;
  readonly bin: string | null;
  readonly template: string;
}

export interface Answered extends Numbers {
  readonly outcome: string | null;
  readonly answeredAt: Date | null;
  readonly surname: string | null;
  readonly givenName: string | null;
  readonly patronymic: string | null;
  readonly organisation: string | null;
}

/**
 * Whom the state registers have, if this is what they have answered about these numbers within the day before `at`.
 *
 * @throws {PortalError} REGISTER_ANSWER_OLD for any other answer
 */
export function requireAnswer(answered: Answered | null, { iin, bin, template }: Numbers, at: Date): RegisteredAs {
  const { surname, givenName, patronymic, organisation, answeredAt } = answered ?? {};
  const isAbout = answered?.iin === iin && answered.bin === bin && answered.template === template;
  const isFresh = answeredAt && at.getTime() - answeredAt.getTime() < DAY_MS && answered?.outcome === "FOUND";
  if (!isAbout || !isFresh || !surname || !givenName) throw new PortalError("REGISTER_ANSWER_OLD");
  return { surname, givenName, patronymic: patronymic ?? null, organisation: organisation ?? null };
}

/** The same of a question by its id. @throws {PortalError} REGISTER_ANSWER_OLD */
export async function answerFor({ db, clock }: Context, numbers: Numbers, questionId: string): Promise<RegisteredAs> {
  return requireAnswer(await findQuestion(db, questionId), numbers, clock.now());
}
