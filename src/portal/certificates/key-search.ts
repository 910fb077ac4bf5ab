import type { KeyCursor, KeyFilter } from "./contract.ts";

const DAY_MS = 86_400_000;
const EXPIRING_MS = 30 * DAY_MS;

/** All of Kazakhstan has one time since March 2024. */
const OFFSET = "+05:00";

/** Whose certificates, as the register knows them. */
export type Whose = { readonly personId: string } | { readonly organisationId: string };

/**
 * The same filter in the words of the register.
 *
 * @param named the holders that `who` means, where they are few enough to begin from
 */
export function searchFor(whose: Whose, filter: KeyFilter, { now, named }: { now: Date; named?: readonly string[] }) {
  const { slot, storage, serial, who } = filter;
  return {
    ...(named ? { ...ofHolder(whose, undefined), holderId: { in: [...named] } } : ofHolder(whose, who)),
    ...(slot && { slot }),
    ...(storage && { storage }),
    ...(serial !== undefined && { serial: { contains: serial } }),
    issuedAt: issuedBetween(filter),
    ...(filter.status && standing(filter.status, now)),
  };
}

/** Rows before or after a place in the order: the newest first, a pair together, AUTH before SIGN. */
export function beyond(cursor: string, direction: keyof KeyCursor) {
  const [ms = "0", requestId = "", slot = ""] = cursor.split(".");
  const issuedAt = new Date(Number(ms));
  const older = direction === "after";
  const past = <Value>(value: Value) => (older ? { lt: value } : { gt: value });
  // of a pair AUTH comes first: there may be its other half
  const half = older ? ("SIGN" as const) : ("AUTH" as const);
  const otherHalf = slot === half ? [] : [{ issuedAt, requestId, slot: half }];
  // the first condition says nothing new, but an index can begin there
  const from = older ? { lte: issuedAt } : { gte: issuedAt };
  const OR = [{ issuedAt: past(issuedAt) }, { issuedAt, requestId: past(requestId) }, ...otherHalf];
  return { AND: [{ issuedAt: from }, { OR }] };
}

/** An organisation stands in the certificate's own row: its people may be many. */
function ofHolder(whose: Whose, who: string | undefined) {
  const person = who === undefined ? {} : { person: personNamed(who) };
  return "personId" in whose
    ? { holder: { ...whose, ...person } }
    : { ...whose, ...(who !== undefined && { holder: person }) };
}

/** Where a row stands in that order. */
export function placeOf(row: { readonly issuedAt: Date; readonly requestId: string; readonly slot: string }): string {
  return [row.issuedAt.getTime(), row.requestId, row.slot].join(".");
}

function standing(status: NonNullable<KeyFilter["status"]>, now: Date) {
  const soon = new Date(now.getTime() + EXPIRING_MS);
  const inForce = { revokedAt: null, notBefore: { lte: now } };
  switch (status) {
    case "VALID":
      return { ...inForce, notAfter: { gte: now } };
    case "EXPIRING":
      return { ...inForce, notAfter: { gte: now, lte: soon } };
    case "EXPIRED":
      return { revokedAt: null, notAfter: { lt: now } };
    case "NOT_YET_VALID":
      return { revokedAt: null, notBefore: { gt: now } };
    case "ON_HOLD":
      return { revocationReason: "CERTIFICATE_HOLD" as const };
    case "REVOKED":
      return { revokedAt: { not: null }, revocationReason: { not: "CERTIFICATE_HOLD" as const } };
  }
}

function issuedBetween({ from, to }: KeyFilter) {
  const midnight = (day: string) => new Date(`${day}T00:00:00${OFFSET}`);
  return {
    ...(from !== undefined && { gte: midnight(from) }),
    ...(to !== undefined && { lt: new Date(midnight(to).getTime() + DAY_MS) }),
  };
}

/** Digits are an IIN or how it ends; of words each must stand somewhere in the name. */
export const isIin = (who: string) => /^\d+$/.test(who);
export const wordsOf = (who: string) => who.split(/\s+/).slice(0, 5);

function personNamed(who: string) {
  if (isIin(who)) return { iin: { endsWith: who } };
  return {
    AND: wordsOf(who).map((word) => {
      const part = { contains: word, mode: "insensitive" as const };
      return { OR: [{ surname: part }, { givenName: part }, { patronymic: part }] };
    }),
  };
}
