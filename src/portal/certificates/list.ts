import type { Actor } from "#portal/actor.ts";
import { mayManage } from "#portal/approvals/may-decide.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { pageOf } from "#portal/wire/page-of.ts";
import type { KeyCursor, KeyFilter, KeyScope } from "./contract.ts";
import { type KeyCard, keyCard } from "./key-card.ts";
import { placeOf, searchFor, type Whose } from "./key-search.ts";
import { countCertificates, findStaffNamed, searchCertificates } from "./search/store.ts";
import { listCertificates } from "./store.ts";

export const KEYS_PER_PAGE = 20;
/** Nobody reads further; a count of all would cost as much as the list. */
export const COUNTED_AT_MOST = 1000;
const FEW = 1000;

/** Every DS key that the holder ever had in this capacity, the newest first. */
export async function listOwnKeys({ db, clock }: Context, { holderId }: Actor): Promise<readonly KeyCard[]> {
  const now = clock.now();
  return (await listCertificates(db, holderId)).map((row) => keyCard(row, now));
}

interface Wanted {
  readonly scope: KeyScope;
  readonly filter: KeyFilter;
  readonly cursor: KeyCursor;
  /** Rows at a time. */
  readonly take?: number;
}

export interface KeyPage {
  readonly keys: readonly KeyCard[];
  /** The places that the pages before and after begin from, where there are such pages. */
  readonly newer?: string;
  readonly older?: string;
}

/**
 * A page of the certificates that were ever issued to this person, in whatever capacity, or, for a senior manager, to the
 * people of the organisation.
 *
 * @throws {PortalError} FORBIDDEN for the staff of whoever is no senior manager
 */
export async function listKeys({ db, clock }: Context, actor: Actor, wanted: Wanted): Promise<KeyPage> {
  const now = clock.now();
  return readPage(db, await searchOf(db, whoseKeys(actor, wanted.scope), wanted.filter, now), wanted, now);
}

/**
 * The same, with how many there are on all pages; `COUNTED_AT_MOST` and one where there are more.
 *
 * @throws {PortalError} FORBIDDEN for the staff of whoever is no senior manager
 */
export async function listAndCountKeys(
  { db, clock }: Context,
  actor: Actor,
  wanted: Wanted,
): Promise<KeyPage & { readonly count: number }> {
  const now = clock.now();
  const search = await searchOf(db, whoseKeys(actor, wanted.scope), wanted.filter, now);
  const [page, count] = await Promise.all([
    readPage(db, search, wanted, now),
    countCertificates(db, search, COUNTED_AT_MOST + 1),
  ]);
  return { ...page, count };
}

type Search = Awaited<ReturnType<typeof searchOf>>;

async function readPage(
  db: Context["db"],
  search: Search,
  { cursor, take = KEYS_PER_PAGE }: Wanted,
  now: Date,
): Promise<KeyPage> {
  // one more than asked for tells whether there is another page
  const found = await searchCertificates(db, search, { cursor, take: take + 1 });
  const { rows, previous, next } = pageOf(found, { cursor, take, placeOf });
  return { keys: rows.map((row) => keyCard(row, now)), newer: previous, older: next };
}

/** For a name that few have the search begins from those people, for one that many have from the newest certificates. */
async function searchOf(db: Context["db"], whose: Whose, filter: KeyFilter, now: Date) {
  if (filter.who === undefined || !("organisationId" in whose)) return searchFor(whose, filter, { now });
  const named = await findStaffNamed(db, { ...whose, who: filter.who, most: FEW });
  return searchFor(whose, filter, named.length < FEW ? { now, named } : { now });
}

function whoseKeys(actor: Actor, scope: KeyScope): Whose {
  if (scope === "own") return { personId: actor.personId };
  if (!mayManage(actor)) throw new PortalError("FORBIDDEN");
  return { organisationId: actor.organisationId };
}
