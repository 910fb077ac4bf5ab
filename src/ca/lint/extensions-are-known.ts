import { OID } from "#pki/oid.ts";
import type { Lint } from "./lint.ts";

const KNOWN = new Set<string>([
  OID.authorityKeyIdentifier,
  OID.subjectKeyIdentifier,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.certificatePolicies,
  OID.storage,
  OID.crlDistributionPoints,
  OID.freshestCrl,
  OID.authorityInfoAccess,
]);

export const extensionsAreKnown: Lint = {
  rule: "extensions-are-known",
  source: "our profiles: these nine extensions and no other",
  find({ certificate }) {
    const found = [...certificate.extensions.keys()];
    const odd = found.find((type) => !KNOWN.has(type));
    return odd ?? (found.length === KNOWN.size ? undefined : "an extension is missing");
  },
};
