import { deltaCrlIndicator } from "#pki/crl.ts";
import { freshestCrl } from "#pki/extensions.ts";
import type { Database, Tx } from "#platform/database.ts";
import { addressesUnder } from "../addresses.ts";
import { failpoint } from "../failpoint.ts";
import type { Authority } from "../issue.ts";
import { wholeSecond } from "../validity.ts";
import { findChanges, noteKnownChanges, readRevoked } from "./entries/store.ts";
import { makeCrl } from "./make-crl.ts";
import { layDown, recordCrl } from "./published/store.ts";
import { type CrlScope, type CrlsBefore, findCrlsBefore, findShards, lockCrls, queueCrl } from "./store.ts";

const HOUR_MS = 3_600_000;
/** Published every hour, so that 23 publications may fail before anybody is left without. */
const FULL_LIFE_MS = 24 * HOUR_MS;
const DELTA_LIFE_MS = 6 * HOUR_MS;
/** The list of all certificates, once it is larger than this, is made no more often than every minute. */
const LARGE_BYTES = 1 << 20;
const LARGE_REST_MS = 60_000;
/** A million entries take seconds; a transaction that takes a minute is stuck. */
const PATIENCE = { isolationLevel: "RepeatableRead", timeout: 120_000, maxWait: 60_000 } as const;

/**
 * Publishes complete and delta CRLs: of all shards and of all certificates, or after a change only what has to tell it.
 *
 * Each shard is a transaction of its own: one that fails keeps no other from being published, and the failure is told after.
 *
 * @param shard of the certificate that changed; left out for everything
 * @throws {CaError} SIGNER_REFUSED, SIGNER_UNAVAILABLE, SIGNER_ANSWER_WRONG
 * @throws {Error} when the clock stands before the last CRL: then nothing is published
 */
export async function publishCrl(authority: Authority, db: Database, shard?: number): Promise<void> {
  const shards = shard === undefined ? await findShards(db, authority.issuer.id, authority.crlShards) : [shard];
  const failed: unknown[] = [];
  for (const each of new Set([...shards, 0])) {
    const changed = shard !== undefined && each === 0;
    await publishPair(authority, db, { shard: each, mayRest: changed }).catch((cause) => failed.push(cause));
  }
  if (failed.length > 0) throw failed[0];
}

/**
 * Makes and publishes the complete CRL and the delta of one shard with one number.
 *
 * The number is the time in milliseconds, so one that was signed and lost in a crash is never asked for again. The delta
 * adds to the oldest complete CRL in force, so that it serves whoever holds any of them. A certificate that has ended
 * stays until one complete CRL made after its end has listed it.
 *
 * @see RFC 5280 sections 3.3 and 5.2.4
 */
async function publishPair(
  authority: Authority,
  db: Database,
  { shard, mayRest }: { readonly shard: number; readonly mayRest: boolean },
): Promise<void> {
  const scope = { issuerId: authority.issuer.id, shard };
  await db.$transaction(async (tx) => {
    await lockCrls(tx);
    const now = authority.clock.now();
    const thisUpdate = wholeSecond(now);
    const before = await findCrlsBefore(tx, scope, thisUpdate);
    requireLater(before, thisUpdate);
    const number = higher(BigInt(now.getTime()), before.last && before.last.number + 1n);
    const round: Round = { tx, scope, before, number, thisUpdate };

    const restsUntil = mayRest ? endOfRest(before, now) : undefined;
    if (restsUntil) await queueCrl(tx, shard, restsUntil);
    else await publishComplete(authority, round);
    await publishDelta(authority, round);
    failpoint("crl.before_commit");
  }, PATIENCE);
  failpoint("crl.after_commit");
}

/** One publication of one shard. */
interface Round {
  readonly tx: Tx;
  readonly scope: CrlScope;
  readonly before: CrlsBefore;
  readonly number: bigint;
  readonly thisUpdate: Date;
}

async function publishComplete(authority: Authority, { tx, scope, before, number, thisUpdate }: Round): Promise<void> {
  const { shard } = scope;
  const complete = await makeCrl(authority, {
    kind: "FULL",
    ...{ shard, number, thisUpdate, lifeMs: FULL_LIFE_MS },
    entries: readRevoked(tx, scope, lastComplete(before)),
    extensions: [freshestCrl(addressesUnder(authority.statusUrl).issuingDeltaCrl(shard))],
    layDown: (pieces) => layDown(tx, pieces),
  });
  await recordCrl(tx, complete);
  await noteKnownChanges(tx, scope, number);
  failpoint("crl.between_kinds");
}

async function publishDelta(authority: Authority, { tx, scope, before, number, thisUpdate }: Round): Promise<void> {
  const base = before.base?.number;
  const delta = await makeCrl(authority, {
    kind: "DELTA",
    ...{ shard: scope.shard, number, thisUpdate, lifeMs: DELTA_LIFE_MS },
    // the first delta adds nothing to the complete CRL of its own number
    entries: base === undefined ? [] : [await findChanges(tx, scope, { base, endedBefore: lastComplete(before) })],
    extensions: [deltaCrlIndicator(base ?? number)],
    layDown: (pieces) => layDown(tx, pieces),
  });
  await recordCrl(tx, delta);
}

/** Certificates that ended before it have been in a complete CRL made after their end. */
const lastComplete = ({ complete }: CrlsBefore) => complete?.thisUpdate ?? new Date(0);

function requireLater({ last }: CrlsBefore, thisUpdate: Date): void {
  if (!last || last.thisUpdate <= thisUpdate) return;
  const [now, then] = [thisUpdate.toISOString(), last.thisUpdate.toISOString()];
  throw new Error(`the clock (${now}) stands before the last CRL (${then})`);
}

/** When a large list may be made again, if it is not yet: until then its delta tells what changed. */
function endOfRest({ complete, base }: CrlsBefore, now: Date): Date | undefined {
  if (!complete || !base || complete.bytes < LARGE_BYTES) return undefined;
  const until = new Date(complete.thisUpdate.getTime() + LARGE_REST_MS);
  return until > now ? until : undefined;
}

const higher = (a: bigint, b: bigint | undefined) => (b !== undefined && b > a ? b : a);
