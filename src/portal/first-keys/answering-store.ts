import type { Database } from "#platform/database.ts";
import type { RegisterOutcome, Template } from "#platform/prisma/enums.ts";

export interface Unanswered {
  readonly id: string;
  readonly iin: string;
  readonly bin: string | null;
  readonly template: Template;
}

/** The question that has waited the longest of those asked since then. */
export async function findUnanswered(db: Database, since: Date): Promise<Unanswered | null> {
  return db.registerQuestion.findFirst({
    where: { answeredAt: null, askedAt: { gt: since } },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    select: { id: true, iin: true, bin: true, template: true },
  });
}

export interface Answer {
  readonly outcome: RegisterOutcome;
  readonly surname: string | null;
  readonly givenName: string | null;
  readonly patronymic: string | null;
  readonly organisation: string | null;
}

/** Answers it, unless another worker has. */
export async function writeAnswer(
  db: Database,
  id: string,
  { at, ...answer }: Answer & { readonly at: Date },
): Promise<void> {
  await db.registerQuestion.updateMany({ where: { id, answeredAt: null }, data: { ...answer, answeredAt: at } });
}

/** Those who wait are told that the registers do not answer. */
export async function markDelayed(db: Database, at: Date): Promise<void> {
  await db.registerQuestion.updateMany({ where: { answeredAt: null, delayedAt: null }, data: { delayedAt: at } });
}

/** Deletes questions asked before then that no request and no decision rests on: they are about people. */
export async function forgetQuestions(db: Database, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM register_question q WHERE q.asked_at < ${before}
      AND NOT EXISTS (SELECT FROM key_request r WHERE r.question_id = q.id)
      AND NOT EXISTS (SELECT FROM centre_decision c WHERE c.question_id = q.id)`;
}
