import type { Database, Tx } from "#platform/database.ts";
import type { Template } from "#platform/prisma/enums.ts";
import { newRowId } from "#platform/row-id.ts";

interface NewQuestion {
  readonly template: Template;
  readonly iin: string;
  readonly bin: string | null;
  readonly at: Date;
}

/** Writes a question down and puts the worker to it; its id. */
export async function createQuestion(tx: Tx, { template, iin, bin, at }: NewQuestion): Promise<string> {
  const id = newRowId();
  await tx.$executeRaw`
    INSERT INTO register_question (id, template, iin, bin, asked_at)
    VALUES (${id}::uuid, ${template}::"Template", ${iin}, ${bin}, ${at})`;
  await tx.$executeRaw`SELECT tanba_queue_questions()`;
  return id;
}

export async function findQuestion(db: Database | Tx, id: string) {
  return db.registerQuestion.findUnique({ where: { id } });
}
