import { toHex } from "#pki/bytes.ts";
import type { Clock } from "#platform/clock.ts";
import type { FollowedCertificates } from "./follow-certificates.ts";
import { readQuestion } from "./read-question.ts";

/** How long an answer waits for the register, and how many do at once: then what was known has to do. */
const WAIT_MS = 500;
const MAX_WAITING = 1_000;

/**
 * Has the register read before an answer about a certificate that somebody has ordered to revoke.
 *
 * Postgres' word of the revocation itself takes some milliseconds to come, in which a kept answer would still say *good*; its
 * word of the order came before. So the first answer after a revocation knows of it. However many ask, one reading is underway
 * at a time, and the next one is for all who came meanwhile.
 *
 * @returns what takes a question: it gives undefined when nothing has to be waited for, else the time when the waiting is over
 */
export function readFirst(
  { ordered, readAgain }: Pick<FollowedCertificates, "ordered" | "readAgain">,
  clock: Clock,
): (question: Buffer) => Promise<Date> | undefined {
  let waiting = 0;
  return (question) => {
    if (ordered.size === 0 || waiting >= MAX_WAITING) return undefined;
    const asked = readQuestion(question)?.certIds.map(({ serial }) => toHex(serial)) ?? [];
    const serials = asked.filter((serial) => ordered.has(serial));
    const read = serials.length > 0 ? readAgain(serials) : undefined;
    if (!read) return undefined;
    waiting++;
    return atMost(WAIT_MS, read).then(() => {
      waiting--;
      return clock.now();
    });
  };
}

function atMost(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((settle) => {
    const timer = setTimeout(settle, ms);
    void work.then(() => {
      clearTimeout(timer);
      settle();
    });
  });
}
