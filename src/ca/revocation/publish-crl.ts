import { assembleCrl, crlNumber, deltaCrlIndicator, encodeCrlTbs, type RevokedEntry } from "#pki/crl.ts";
import { authorityKeyIdentifier, type Extension, freshestCrl } from "#pki/extensions.ts";
import type { Database } from "#platform/database.ts";
import { addressesUnder } from "../addresses.ts";
import { CaError } from "../error.ts";
import type { Authority } from "../issue.ts";
import { algorithmOf, keyIdentifierOfIssuer } from "../issuing-key.ts";
import { wholeSecond } from "../validity.ts";
import { REASON_CODES } from "./reason-codes.ts";
import { findCrlsBefore, findRevoked, lockCrls, type NewCrl, recordCrls } from "./store.ts";

const HOUR_MS = 3_600_000;
/** Published every hour, so that 23 publications may fail before anybody is left without. */
const FULL_LIFE_MS = 24 * HOUR_MS;
const DELTA_LIFE_MS = 6 * HOUR_MS;
/** A revocation may be committed later than it is dated; a delta repeats this much, which RFC 5280 allows. */
const LATE_MS = HOUR_MS;

/**
 * Makes and publishes a complete CRL and a delta with one number, and returns that number.
 *
 * The number is the time in milliseconds, so one that was signed and lost in a crash is never asked for again. The delta
 * adds to the oldest complete CRL in force, so that it serves whoever holds any of them. A certificate that has ended
 * stays until one complete CRL made after its end has listed it.
 *
 * @throws {CaError} SIGNER_REFUSED, SIGNER_UNAVAILABLE, SIGNER_ANSWER_WRONG
 * @throws {Error} when the clock stands before the last CRL: then nothing is published
 * @see RFC 5280 sections 3.3 and 5.2.4
 */
export async function publishCrl(authority: Authority, db: Database): Promise<bigint> {
  const issuerId = authority.issuer.id;
  return db.$transaction(
    async (tx) => {
      await lockCrls(tx, issuerId);
      const now = authority.clock.now();
      const thisUpdate = wholeSecond(now);
      const { last, base } = await findCrlsBefore(tx, issuerId, thisUpdate);
      if (last && last.thisUpdate > thisUpdate) {
        throw new Error(
          `the clock (${now.toISOString()}) stands before the last CRL (${last.thisUpdate.toISOString()})`,
        );
      }
      const number = higher(BigInt(now.getTime()), last && last.number + 1n);
      const endedBefore = last?.thisUpdate ?? new Date(0);
      const since = base && new Date(base.thisUpdate.getTime() - LATE_MS);

      const full = await signCrl(authority, {
        kind: "FULL",
        number,
        thisUpdate,
        lifeMs: FULL_LIFE_MS,
        entries: entriesOf(await findRevoked(tx, issuerId, { endedBefore })),
        extensions: [freshestCrl(addressesUnder(authority.statusUrl).issuingDeltaCrl)],
      });
      const delta = await signCrl(authority, {
        kind: "DELTA",
        number,
        thisUpdate,
        lifeMs: DELTA_LIFE_MS,
        // the first delta adds nothing to the complete CRL of its own number
        entries: since ? entriesOf(await findRevoked(tx, issuerId, { endedBefore, revokedSince: since })) : [],
        extensions: [deltaCrlIndicator(base?.number ?? number)],
      });
      await recordCrls(tx, [full, delta]);
      return number;
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

interface CrlPlan extends Pick<NewCrl, "kind" | "number" | "thisUpdate"> {
  readonly lifeMs: number;
  readonly entries: readonly RevokedEntry[];
  readonly extensions: readonly Extension[];
}

async function signCrl({ issuer, signer, primitives }: Authority, plan: CrlPlan): Promise<NewCrl> {
  const { kind, number, thisUpdate, lifeMs, entries, extensions } = plan;
  const algorithm = algorithmOf(issuer.certificate);
  const nextUpdate = new Date(thisUpdate.getTime() + lifeMs);
  const tbs = encodeCrlTbs({
    algorithm,
    issuer: issuer.certificate.subject,
    thisUpdate,
    nextUpdate,
    entries,
    extensions: [authorityKeyIdentifier(keyIdentifierOfIssuer(issuer.certificate)), crlNumber(number), ...extensions],
  });
  const signature = await signer.signCrl(tbs);
  if (!(await primitives.verify(algorithm, issuer.certificate.spki, tbs, signature))) {
    throw new CaError("SIGNER_ANSWER_WRONG", `a signature that does not fit the CRL ${number}`);
  }
  return { issuerId: issuer.id, kind, number, der: assembleCrl(tbs, algorithm, signature), thisUpdate, nextUpdate };
}

function entriesOf(revoked: Awaited<ReturnType<typeof findRevoked>>): readonly RevokedEntry[] {
  return revoked.flatMap(({ serial, revokedAt, revocationReason }) =>
    revokedAt && revocationReason ? [{ serial, revokedAt, reason: REASON_CODES[revocationReason] }] : [],
  );
}

const higher = (a: bigint, b: bigint | null) => (b !== null && b > a ? b : a);
