import type { Certificate } from "#pki/certificate.ts";
import type { NameAttribute } from "#pki/name.ts";
import type { Profile, Storage } from "../profiles.ts";

/** A certificate that is about to be signed, read back from its bytes. */
export interface ReadBack {
  /** With a signature that is none; everything else is what will be signed. */
  readonly certificate: Certificate;
  /** The attributes of its subject, each a relative name of its own or not. */
  readonly names: readonly (readonly NameAttribute[])[];
}

/** What every certificate is made from, whosever it is. */
export interface CommonFacts {
  readonly issuer: Certificate;
  readonly statusUrl: string;
  readonly now: Date;
}

/** What a holder's certificate was made from: everything that a rule knows but the certificate itself. */
export interface LintFacts extends CommonFacts {
  readonly profile: Profile;
  readonly storage: Storage;
  readonly crlShards: number;
}

export type LintSubject = ReadBack & LintFacts;

/** One rule that a certificate must keep before it may be signed: a holder's unless it says whose. */
export interface Lint<Subject = LintSubject> {
  /** The name that stands in the log, the same as the file's. */
  readonly rule: string;
  /** Where the rule is written. */
  readonly source: string;
  /** What is wrong, or undefined. */
  find(subject: Subject): string | undefined;
}

/** A rule for certificates of people and of services alike. */
export type CommonLint = Lint<ReadBack & CommonFacts>;
