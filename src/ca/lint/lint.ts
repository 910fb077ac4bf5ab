import type { Certificate } from "#pki/certificate.ts";
import type { NameAttribute } from "#pki/name.ts";
import type { Profile, Storage } from "../profiles.ts";

/** A certificate that is about to be signed, read back from its bytes, and what it was made from. */
export interface LintSubject {
  /** With a signature that is none; everything else is what will be signed. */
  readonly certificate: Certificate;
  /** The attributes of its subject, each a relative name of its own or not. */
  readonly names: readonly (readonly NameAttribute[])[];
  readonly profile: Profile;
  readonly storage: Storage;
  readonly issuer: Certificate;
  readonly statusUrl: string;
  readonly now: Date;
}

/** What a certificate was made from: everything that a rule knows but the certificate itself. */
export type LintFacts = Omit<LintSubject, "certificate" | "names">;

/** One rule that a certificate must keep before it may be signed. */
export interface Lint {
  /** The name that stands in the log, the same as the file's. */
  readonly rule: string;
  /** Where the rule is written. */
  readonly source: string;
  /** What is wrong, or undefined. */
  find(subject: LintSubject): string | undefined;
}
