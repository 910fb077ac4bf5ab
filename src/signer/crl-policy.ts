import { CaError } from "#ca/error.ts";
import { equalBytes } from "#pki/bytes.ts";
import type { Certificate } from "#pki/certificate.ts";
import { type CrlContents, parseCrlTbs } from "#pki/crl.ts";
import { PkiError } from "#pki/error.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";

const TOLERANCE_MS = 60_000;
/** No CRL lasts longer, so that a stolen worker cannot make one that hides revocations for years. */
const MAX_LIFE_MS = 10 * 86_400_000;

/** What the signer has to remember of a CRL. */
export interface AllowedCrl {
  readonly kind: "FULL" | "DELTA";
  readonly number: bigint;
}

/**
 * Lets through CRLs in our name, made now, with a number higher than any before of their kind.
 *
 * @param lastNumber the highest number that this kind of CRL has had
 * @throws {CaError} SIGNER_REFUSED with the name of the first rule broken
 * @see RFC 5280 section 5.2.3 (complete and delta CRLs share their numbers)
 */
export function requireAllowedCrl(
  tbs: Uint8Array,
  {
    issuer,
    algorithm,
    at,
  }: { readonly issuer: Certificate; readonly algorithm: SignatureAlgorithm; readonly at: Date },
  lastNumber: (kind: AllowedCrl["kind"]) => bigint,
): AllowedCrl {
  const crl = read(tbs);
  const kind = crl.baseNumber === undefined ? "FULL" : "DELTA";
  const life = crl.nextUpdate.getTime() - crl.thisUpdate.getTime();
  const rules: readonly (readonly [rule: string, holds: boolean])[] = [
    ["crl-algorithm-of-another-key", crl.algorithm === algorithm],
    ["crl-foreign-issuer", equalBytes(crl.issuer, issuer.subject)],
    ["crl-dated-back-or-ahead", Math.abs(crl.thisUpdate.getTime() - at.getTime()) <= TOLERANCE_MS],
    ["crl-life-too-long", life > 0 && life <= MAX_LIFE_MS],
    ["crl-number-not-higher", crl.number > lastNumber(kind)],
    ["crl-delta-without-base", crl.baseNumber === undefined || crl.baseNumber <= lastNumber("FULL")],
  ];
  const broken = rules.find(([, holds]) => !holds);
  if (broken) throw refused(broken[0]);
  return { kind, number: crl.number };
}

function read(tbs: Uint8Array): CrlContents & { readonly algorithm: SignatureAlgorithm } {
  try {
    return parseCrlTbs(tbs);
  } catch (error) {
    if (error instanceof PkiError) throw refused("crl-malformed");
    throw error;
  }
}

const refused = (rule: string) => new CaError("SIGNER_REFUSED", rule, { rule });
