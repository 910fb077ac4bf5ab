import { parseCertificate } from "#pki/certificate.ts";
import { PkiError } from "#pki/error.ts";
import { parseName } from "#pki/name.ts";
import { CaError } from "../error.ts";
import type { Lint, ReadBack } from "./lint.ts";

/** The rule that every other one needs: our own strict parser reads the certificate to its last byte. */
export const READABLE = "certificate-is-readable";

export interface Finding {
  readonly rule: string;
  readonly detail: string;
}

/**
 * Everything that these rules find wrong with a certificate that is about to be signed.
 *
 * @param der the certificate with a signature that is none
 * @param facts what it was made from
 */
export function findingsBy<Facts>(
  rules: readonly Lint<ReadBack & Facts>[],
  der: Uint8Array,
  facts: Facts,
): readonly Finding[] {
  const read = readOrFinding(der);
  if ("detail" in read) return [read];
  const subject = { ...facts, ...read };
  return rules.flatMap(({ rule, find }) => {
    const detail = orMessage(() => find(subject));
    return detail === undefined ? [] : [{ rule, detail }];
  });
}

/** @throws {CaError} LINT_FAILED with the name of the first rule, unless nothing was found */
export function requireNoFinding([first]: readonly Finding[]): void {
  if (first) throw new CaError("LINT_FAILED", `${first.rule}: ${first.detail}`, { rule: first.rule });
}

function readOrFinding(der: Uint8Array): ReadBack | Finding {
  try {
    const certificate = parseCertificate(der);
    return { certificate, names: parseName(certificate.subject) };
  } catch (error) {
    if (error instanceof PkiError) return { rule: READABLE, detail: error.message };
    throw error;
  }
}

/** A name or a key that the standards do not know is a finding of the rule that looked at it. */
function orMessage(find: () => string | undefined): string | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof PkiError) return error.message;
    throw error;
  }
}
