import type { Database, Tx } from "#platform/database.ts";
import { plannedAnew } from "#platform/planned-anew.ts";

interface Wish {
  /** An IIN or a BIN. */
  readonly number?: string;
  /** How the words of a name begin, in small letters. */
  readonly words: readonly string[];
  /** The last one that was found before. */
  readonly after?: string | undefined;
  readonly take: number;
}

const FOUND = {
  ...{ id: true, iin: true, surname: true, givenName: true, patronymic: true },
  holders: { select: { template: true, organisation: { select: { name: true } } }, orderBy: { id: "asc" } },
} as const;

/** People by name, no more than `take`. */
export async function findPeople(db: Database, { number, words, after, take }: Wish) {
  if (number !== undefined) return db.person.findMany({ where: { iin: number }, select: FOUND });
  if (words.length === 0) return [];
  const ids = await plannedAnew(db, async (tx) => named(tx, { words, take, last: await lastOf(tx, after) }));
  const people = await db.person.findMany({ where: { id: { in: [...ids] } }, select: FOUND });
  return ids.flatMap((id) => people.find((person) => person.id === id) ?? []);
}

interface Names {
  readonly id: string;
  readonly surname: string;
  readonly givenName: string;
}

/** Before everybody, where nobody was found yet. */
const FIRST: Names = { id: "00000000-0000-0000-0000-000000000000", surname: "", givenName: "" };

async function lastOf(tx: Tx, after: string | undefined): Promise<Names> {
  if (after === undefined) return FIRST;
  const select = { id: true, surname: true, givenName: true };
  return (await tx.person.findUnique({ where: { id: after }, select })) ?? FIRST;
}

interface Named {
  readonly words: readonly string[];
  readonly last: Names;
  readonly take: number;
}

/** The ids of those whose surname, given name and patronymic begin so; the index has them in this order. */
async function named(tx: Tx, { words, last, take }: Named): Promise<readonly string[]> {
  const [surname = "", givenName = "", patronymic = ""] = words;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM person
    WHERE lower(surname) COLLATE "C" LIKE ${`${surname}%`} AND lower(given_name) COLLATE "C" LIKE ${`${givenName}%`}
      AND lower(coalesce(patronymic, '')) LIKE ${`${patronymic}%`}
      AND (lower(surname) COLLATE "C", lower(given_name) COLLATE "C", id)
        > (lower(${last.surname}) COLLATE "C", lower(${last.givenName}) COLLATE "C", ${last.id}::uuid)
    ORDER BY lower(surname) COLLATE "C", lower(given_name) COLLATE "C", id LIMIT ${take}`;
  return rows.map(({ id }) => id);
}

/** Organisations as they were entered, no more than `take`. */
export async function findOrganisations(db: Database, { number, words, after, take }: Wish) {
  const select = { id: true, name: true, bin: true };
  if (number !== undefined) return db.organisation.findMany({ where: { bin: number }, select });
  // what joins the words of people's names divides those of organisations
  const begins = words.flatMap((word) => word.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map((word) => `${word}:*`);
  if (begins.length === 0) return [];
  return plannedAnew(
    db,
    (tx) => tx.$queryRaw<{ id: string; name: string; bin: string }[]>`
      SELECT id::text, name, bin FROM organisation
      WHERE to_tsvector('simple', regexp_replace(name, '[^[:alnum:]]+', ' ', 'g')) @@ to_tsquery('simple', ${begins.join(" & ")})
        AND id > ${after ?? FIRST.id}::uuid
      ORDER BY id LIMIT ${take}`,
  );
}
