import type { Database, Tx } from "#platform/database.ts";
import { plannedAnew } from "#platform/planned-anew.ts";
import type { KeyCursor } from "../contract.ts";
import { beyond, isIin, type searchFor, wordsOf } from "../key-search.ts";
import { LISTED } from "../store.ts";

const NEWEST_FIRST = [{ issuedAt: "desc" }, { requestId: "desc" }, { slot: "asc" }] satisfies Order;
const OLDEST_FIRST = [{ issuedAt: "asc" }, { requestId: "asc" }, { slot: "desc" }] satisfies Order;
type Order = { [column in "issuedAt" | "requestId" | "slot"]?: "asc" | "desc" }[];

interface Window {
  readonly cursor: KeyCursor;
  readonly take: number;
}

/**
 * The certificates that are searched for, the newest first: no more than `take`, from the place of the cursor on. Those
 * before a place come the other way round.
 */
export async function searchCertificates(
  db: Database,
  search: ReturnType<typeof searchFor>,
  { cursor: { after, before }, take }: Window,
) {
  const from = before !== undefined ? beyond(before, "before") : after !== undefined ? beyond(after, "after") : {};
  const question = (asked: Database | Tx) =>
    asked.certificate.findMany({
      where: { ...search, ...from },
      orderBy: before === undefined ? NEWEST_FIRST : OLDEST_FIRST,
      select: LISTED,
      take,
    });
  return "holderId" in search ? plannedAnew(db, question) : question(db);
}

/** How many there are, counted no further than `most`. */
export async function countCertificates(
  db: Database,
  search: ReturnType<typeof searchFor>,
  most: number,
): Promise<number> {
  // in the order of the list: counted by id, it would look at everybody's
  const question = (asked: Database | Tx) =>
    asked.certificate.count({ where: search, orderBy: NEWEST_FIRST, take: most });
  return "holderId" in search ? plannedAnew(db, question) : question(db);
}

/**
 * The holders of an organisation whose name or IIN fits, no more than `most`: each is looked at, however many people
 * there are elsewhere.
 */
export async function findStaffNamed(
  db: Database | Tx,
  { organisationId, who, most }: { readonly organisationId: string; readonly who: string; readonly most: number },
): Promise<readonly string[]> {
  const patterns = isIin(who) ? [] : wordsOf(who).map((word) => `%${word}%`);
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT h.id FROM holder h
      -- OFFSET 0 keeps the planner from reading all people of the country instead
      CROSS JOIN LATERAL (SELECT * FROM person WHERE id = h.person_id OFFSET 0) p
    WHERE h.organisation_id = ${organisationId}::uuid
      AND CASE WHEN ${isIin(who)} THEN p.iin LIKE ${`%${who}`}
        ELSE concat_ws(' ', p.surname, p.given_name, p.patronymic) ILIKE ALL (${patterns}::text[]) END
    LIMIT ${most}`;
  return rows.map(({ id }) => id);
}
