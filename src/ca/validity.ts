import type { Storage } from "./profiles.ts";

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;

/** From the first second to the last, both inclusive. */
export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** How many days a certificate lives by where its key lies: a file one year, a device three. */
export function validityDays(storage: Storage): number {
  return storage === "PERSONAL_COMPUTER" ? YEAR_DAYS : 3 * YEAR_DAYS;
}

/**
 * The validity of a certificate made at `now`: so many days less a second, since both ends count, and never past the
 * issuer's own end.
 *
 * @see RFC 5280 section 4.1.2.5
 */
export function validityFrom(now: Date, days: number, issuerNotAfter: Date): Validity {
  const notBefore = wholeSecond(now);
  const notAfter = new Date(notBefore.getTime() + days * DAY_MS - 1000);
  return { notBefore, notAfter: notAfter > issuerNotAfter ? issuerNotAfter : notAfter };
}

/** The instant without its fraction of a second, which certificates and CRLs cannot carry. */
export function wholeSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000);
}
