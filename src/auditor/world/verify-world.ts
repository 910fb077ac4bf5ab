import { OF_ANSWERS } from "./answers.ts";
import { OF_CERTIFICATES } from "./certificates.ts";
import { OF_COUNTS } from "./counts.ts";
import { OF_DOCUMENTS } from "./documents.ts";
import { IN_SQL } from "./in-sql.ts";
import { OF_THE_JOURNAL } from "./journal.ts";
import { OF_LISTS } from "./lists.ts";
import { OF_THE_LOG } from "./log.ts";
import { OF_REVOCATIONS } from "./revocations.ts";
import type { Promised, Seen, World } from "./world.ts";

/** Every promise that can be judged by what is there, in the order of their numbers. */
export const PROMISES: readonly Promised[] = [
  ...IN_SQL,
  ...OF_CERTIFICATES,
  ...OF_DOCUMENTS,
  ...OF_THE_JOURNAL,
  ...OF_LISTS,
  OF_REVOCATIONS,
  ...OF_THE_LOG,
  OF_ANSWERS,
  OF_COUNTS,
].toSorted((one, other) => one.id.localeCompare(other.id, "en", { numeric: true }));

/** A promise, and what was seen of it. */
export interface Judged extends Seen {
  readonly id: string;
  readonly what: string;
}

/** Looks at everything there is, promise by promise. What can't be looked at is broken. */
export async function* verifyWorld(world: World, promises: readonly Promised[] = PROMISES): AsyncGenerator<Judged> {
  for (const promised of promises) yield { id: promised.id, what: promised.what, ...(await look(promised, world)) };
}

async function look(promised: Promised, world: World): Promise<Seen> {
  await world.client.query("SAVEPOINT look");
  try {
    return await promised.look(world);
  } catch (error) {
    // a question that failed would keep all others from their answers
    await world.client.query("ROLLBACK TO SAVEPOINT look");
    return { count: 0, violations: [error instanceof Error ? error.message : "it could not be looked at"] };
  }
}
