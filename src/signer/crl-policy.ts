import { shardOfAddress } from "#ca/addresses.ts";
import { CaError } from "#ca/error.ts";
import { equalBytes } from "#pki/bytes.ts";
import type { Certificate } from "#pki/certificate.ts";
import { PkiError } from "#pki/error.ts";
import { OID } from "#pki/oid.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import { type CrlHead, type FoundEntry, readCrlTbs } from "#pki/read-crl.ts";
import { readExtensionValues } from "#pki/read-extensions.ts";

const TOLERANCE_MS = 60_000;
/** No CRL lasts longer, so that a stolen worker cannot make one that hides revocations for years. */
const MAX_LIFE_MS = 10 * 86_400_000;
const MAX_SERIAL_BYTES = 20;
const REMOVE_FROM_CRL = 8;
/** keyCompromise, affiliationChanged, superseded, cessationOfOperation and certificateHold. */
const REASONS: ReadonlySet<number> = new Set([1, 3, 4, 5, 6]);

/** What a CRL may say, each extension critical or not as the standard has it. @see RFC 5280 section 5.2 */
const CRITICAL: ReadonlyMap<string, boolean> = new Map([
  [OID.authorityKeyIdentifier, false],
  [OID.crlNumber, false],
  [OID.freshestCrl, false],
  [OID.deltaCrlIndicator, true],
  [OID.issuingDistributionPoint, true],
]);

/** One sequence of CRLs: a kind and a shard, 0 for all certificates. */
export interface CrlSequence {
  readonly kind: "FULL" | "DELTA";
  readonly shard: number;
}

/** What the signer has to remember of a CRL. */
export interface AllowedCrl extends CrlSequence {
  readonly number: bigint;
}

/** A CRL that was read to its end. */
export interface CrlCandidate {
  readonly head: CrlHead;
  /** The first rule that one of its entries breaks. */
  readonly oddEntry: string | undefined;
}

/**
 * Reads a CRL of any size and looks at each of its entries, letting others work in between.
 *
 * @param rest settles when it is our turn again
 * @throws {CaError} SIGNER_REFUSED crl-malformed
 */
export async function readCrlCandidate(tbs: Uint8Array, rest: () => Promise<unknown>): Promise<CrlCandidate> {
  let oddEntry: string | undefined;
  let latest = 0;
  let removed = false;
  const look = ({ serial, revokedAt, reason = 0 }: FoundEntry) => {
    if (serial.length > MAX_SERIAL_BYTES || (serial[0] ?? 0x80) >= 0x80) oddEntry ??= "crl-entry-serial";
    removed ||= reason === REMOVE_FROM_CRL;
    if (reason !== REMOVE_FROM_CRL && !REASONS.has(reason)) oddEntry ??= "crl-entry-reason";
    latest = Math.max(latest, revokedAt.getTime());
  };
  try {
    const steps = readCrlTbs(tbs, look);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return { head: step.value, oddEntry: oddEntry ?? oddOverall(step.value, { latest, removed }) };
      await rest();
    }
  } catch (error) {
    if (error instanceof PkiError) throw refused("crl-malformed");
    throw error;
  }
}

function oddOverall(head: CrlHead, { latest, removed }: { readonly latest: number; readonly removed: boolean }) {
  // RFC 5280 section 5.3.1: only a delta takes an entry back
  if (removed && head.baseNumber === undefined) return "crl-entry-reason";
  return latest > head.thisUpdate.getTime() + TOLERANCE_MS ? "crl-entry-ahead" : undefined;
}

/** Of whom and of when the signer is asked, and how far each sequence has come. */
export interface CrlFacts {
  readonly issuer: Certificate;
  readonly algorithm: SignatureAlgorithm;
  readonly at: Date;
  /** The highest number that a sequence has had, 0 before its first. */
  lastNumber(sequence: CrlSequence): bigint;
}

/**
 * Lets through CRLs in our name, made now, of a shard of ours, with a number higher than any before of their sequence.
 *
 * Where `status` is found the signer does not know: of a shard's address it believes the end. A CRL of another address
 * speaks for no certificate, and cannot stand in for one of ours.
 *
 * @throws {CaError} SIGNER_REFUSED with the name of the first rule broken
 * @see RFC 5280 section 5.2.3 (complete and delta CRLs share their numbers)
 */
export function requireAllowedCrl({ head, oddEntry }: CrlCandidate, facts: CrlFacts): AllowedCrl {
  const { issuer, algorithm, at, lastNumber } = facts;
  const kind = head.baseNumber === undefined ? "FULL" : "DELTA";
  const shard = head.distributionPoint === undefined ? 0 : shardOfAddress(head.distributionPoint);
  const life = head.nextUpdate.getTime() - head.thisUpdate.getTime();
  const last = (of: CrlSequence["kind"]) => lastNumber({ kind: of, shard: shard ?? 0 });
  const rules: readonly (readonly [rule: string, holds: boolean])[] = [
    ["crl-algorithm-of-another-key", head.algorithm === algorithm],
    ["crl-foreign-issuer", equalBytes(head.issuer, issuer.subject)],
    ["crl-foreign-authority-key", namesKeyOf(issuer, head)],
    ["crl-extension-not-allowed", hasAllowedExtensions(head)],
    ["crl-shard-unknown", shard !== undefined && (shard > 0 || head.distributionPoint === undefined)],
    ["crl-dated-back-or-ahead", Math.abs(head.thisUpdate.getTime() - at.getTime()) <= TOLERANCE_MS],
    ["crl-life-too-long", life > 0 && life <= MAX_LIFE_MS],
    ["crl-number-not-higher", head.number > last(kind)],
    ["crl-delta-without-base", head.baseNumber === undefined || head.baseNumber <= last("FULL")],
    [oddEntry ?? "crl-entry", oddEntry === undefined],
  ];
  const broken = rules.find(([, holds]) => !holds);
  if (broken || shard === undefined) throw refused(broken?.[0] ?? "crl-shard-unknown");
  return { kind, shard, number: head.number };
}

function namesKeyOf({ subjectKeyIdentifier: ours }: Certificate, { extensions }: CrlHead): boolean {
  try {
    const { authorityKeyIdentifier: named } = readExtensionValues(extensions);
    return ours !== undefined && named !== undefined && equalBytes(named, ours);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

const hasAllowedExtensions = ({ extensions }: CrlHead) =>
  [...extensions].every(([type, { critical }]) => CRITICAL.get(type) === critical);

const refused = (rule: string) => new CaError("SIGNER_REFUSED", rule, { rule });
