import { OID } from "#pki/oid.ts";
import type { Lint } from "./lint.ts";

export const extendedKeyUsageIsTheProfiles: Lint = {
  rule: "extended-key-usage-is-the-profiles",
  source: "RFC 5280 section 4.2.1.12; NCA RK: the purpose, then the roles",
  find({ certificate, profile }) {
    const found = certificate.extensions.get(OID.extendedKeyUsage);
    const purposes = certificate.extendedKeyUsage?.join();
    return found?.critical === false && purposes === profile.extendedKeyUsage.join() ? undefined : `${purposes}`;
  },
};
