import type { CitizenRegistry, Found } from "#platform/citizen-registry.ts";
import type { Context } from "#portal/context.ts";
import {
  type Answer,
  findUnanswered,
  forgetQuestions,
  markDelayed,
  type Unanswered,
  writeAnswer,
} from "./answering-store.ts";

/** What the worker reaches to answer questions. */
export interface Answering extends Pick<Context, "db" | "clock"> {
  readonly citizens: CitizenRegistry;
}

/** Whoever asked has left by then, or asks again. */
const WAITS_MS = 3_600_000;
/** Questions that nothing came of are kept no longer. */
const KEPT_MS = 24 * WAITS_MS;

/**
 * Asks the state registers what people who ask for their first keys, and the operators who see them, want to know, and
 * writes the answers down. `web` reads them and can write none.
 *
 * May run any number of times and at the same time: a question is answered once.
 *
 * @returns how many were answered
 * @throws {Error} when the registers do not answer, and then everybody waits on: run it again later
 */
export async function answerQuestions({ db, clock, citizens }: Answering): Promise<number> {
  let answered = 0;
  const since = new Date(clock.now().getTime() - WAITS_MS);
  for (let asked = await findUnanswered(db, since); asked; asked = await findUnanswered(db, since)) {
    const answer = await answerOf(citizens, asked);
    if (answer === null) {
      await markDelayed(db, clock.now());
      throw new Error("the state registers do not answer");
    }
    await writeAnswer(db, asked.id, { ...answer, at: clock.now() });
    answered++;
  }
  return answered;
}

const NOBODY = { surname: null, givenName: null, patronymic: null, organisation: null } as const;

/** Null where a register was silent. */
async function answerOf(citizens: CitizenRegistry, { iin, bin, template }: Unanswered): Promise<Answer | null> {
  const person = await citizens.findPerson(iin);
  const company = bin === null ? NO_COMPANY : await citizens.findCompany(bin);
  if (person.kind === "UNAVAILABLE" || company.kind === "UNAVAILABLE") return null;
  if (person.kind === "NOT_FOUND" || company.kind === "NOT_FOUND") return { outcome: "NOT_FOUND", ...NOBODY };
  if (template === "FIRST_HEAD" && company.found?.firstHead !== iin) return { outcome: "NOT_FIRST_HEAD", ...NOBODY };
  const { surname, givenName, patronymic } = person.found;
  return { outcome: "FOUND", surname, givenName, patronymic, organisation: company.found?.name ?? null };
}

const NO_COMPANY: Found<{ readonly name: string; readonly firstHead: string | null } | null> = {
  kind: "FOUND",
  found: null,
};

/** Deletes what was asked of the registers more than a day ago and has led to no request. */
export async function forgetOldQuestions({ db, clock }: Pick<Context, "db" | "clock">): Promise<number> {
  return forgetQuestions(db, new Date(clock.now().getTime() - KEPT_MS));
}
