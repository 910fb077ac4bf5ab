import { equalBytes } from "#pki/bytes.ts";
import { keyUsage } from "#pki/extensions.ts";
import { OID } from "#pki/oid.ts";
import { holderKeyOf } from "../holder-key.ts";
import type { Lint } from "./lint.ts";

export const keyUsageIsTheProfiles: Lint = {
  rule: "key-usage-is-the-profiles",
  source: "RFC 5280 section 4.2.1.3; RFC 5480 section 3 (no keyEncipherment on an EC key)",
  find({ certificate, profile }) {
    const key = holderKeyOf(certificate.spki);
    const found = certificate.extensions.get(OID.keyUsage);
    if (!key || !found) return "no key usage";
    const due = keyUsage(...profile.keyUsage[key]);
    return found.critical && equalBytes(found.value, due.value) ? undefined : [...(certificate.keyUsage ?? [])].join();
  },
};
