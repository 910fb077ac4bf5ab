import { validityDays, validityFrom } from "../validity.ts";
import type { Lint } from "./lint.ts";

export const validityIsAsLongAsPromised: Lint = {
  rule: "validity-is-as-long-as-promised",
  source:
    "RFC 5280 section 4.1.2.5: both ends count, so N days end a second before the N-th midnight (Bugzilla 1715455)",
  find({ certificate: { notBefore, notAfter }, storage, issuer }) {
    const due = validityFrom(notBefore, validityDays(storage), issuer.notAfter).notAfter;
    return notAfter.getTime() === due.getTime()
      ? undefined
      : `ends ${notAfter.toISOString()} instead of ${due.toISOString()}`;
  },
};
