import { sequence, time } from "#pki/der.ts";
import type { Lint } from "./lint.ts";

export const validityIsEncodedByYear: Lint = {
  rule: "validity-is-encoded-by-year",
  source: "RFC 5280 section 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050, to the second",
  find: ({ certificate: { tbs, notBefore, notAfter } }) =>
    Buffer.from(tbs).includes(Buffer.from(sequence(time(notBefore), time(notAfter))))
      ? undefined
      : "a time of the other type",
};
