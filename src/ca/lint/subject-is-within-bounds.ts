import { OID } from "#pki/oid.ts";
import type { Lint } from "./lint.ts";

/** Upper bounds in characters. */
const BOUNDS: Readonly<Record<string, number>> = {
  [OID.commonName]: 64,
  [OID.serialNumber]: 64,
  [OID.country]: 2,
  [OID.organisation]: 64,
  [OID.organisationalUnit]: 64,
};

export const subjectIsWithinBounds: Lint = {
  rule: "subject-is-within-bounds",
  source: "RFC 5280 appendix A.1: ub-common-name and its like",
  find({ names }) {
    const attributes = names.flat();
    const long = attributes.find(({ type, value }) => [...value].length > (BOUNDS[type] ?? 32_768));
    return long && `${[...long.value].length} characters in ${long.type}`;
  },
};
