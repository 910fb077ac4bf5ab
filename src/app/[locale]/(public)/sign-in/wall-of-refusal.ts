import type { Wall } from "#app/[locale]/_keys/sort-opened.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";

const KIND: Readonly<Record<string, Wall["kind"]>> = {
  CERTIFICATE_REVOKED: "revoked",
  CERTIFICATE_EXPIRED: "expired",
  CERTIFICATE_NOT_YET_VALID: "notYet",
  ISSUER_UNKNOWN: "foreign",
  SIGNER_UNKNOWN: "foreign",
  SIGN_IN_WITH_SIGNING_KEY: "onlySigning",
  SIGN_IN_REFUSED: "refused",
};

/** The refusals that no second try will mend: they are about the key, and another one is needed. */
export function wallOfRefusal(code: string, shown: OpenedKey): Wall | null {
  const kind = KIND[code];
  return kind ? { kind, shown } : null;
}
