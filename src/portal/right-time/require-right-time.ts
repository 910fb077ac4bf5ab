import { CaError } from "#ca/error.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import { findLastWritten } from "./store.ts";

/** More than clocks kept by NTP ever differ, and less than any date that we write into a certificate would show. */
const TOLERANCE_MS = 5000;

/**
 * Stops whoever is about to issue while the time is in doubt: when our clock and the register's differ by more than five
 * seconds, or ours stands that much before the newest audit row or CRL.
 *
 * Nothing is lost by it: what waits goes on waiting, and the same call issues it once the clocks are right again. Which of
 * the two is wrong is for an operator to find out.
 *
 * @throws {CaError} CLOCK_WRONG
 */
export async function requireRightTime({ db, clock, registerNow, authority }: IssuingContext): Promise<void> {
  const before = clock.now();
  const theirs = await registerNow();
  // a slow answer is no wrong clock: theirs was read somewhere between our two readings
  const isAhead = theirs.getTime() < before.getTime() - TOLERANCE_MS;
  const isBehind = theirs.getTime() > clock.now().getTime() + TOLERANCE_MS;
  if (isAhead || isBehind) throw clockWrong(before, "the register's clock", theirs);

  for (const { what, at } of await findLastWritten(db, authority.issuer.id)) {
    if (at.getTime() > clock.now().getTime() + TOLERANCE_MS) throw clockWrong(before, `the newest ${what}`, at);
  }
}

const clockWrong = (ours: Date, what: string, theirs: Date) =>
  new CaError(
    "CLOCK_WRONG",
    `our clock says ${ours.toISOString()}, ${what} ${theirs.toISOString()}: nothing is issued`,
  );
