import { equalBytes } from "#pki/bytes.ts";
import { policies } from "#pki/extensions.ts";
import { OID } from "#pki/oid.ts";
import { addressesUnder } from "../addresses.ts";
import type { Lint } from "./lint.ts";

export const policyIsTheProfiles: Lint = {
  rule: "policy-is-the-profiles",
  source: "RFC 5280 section 4.2.1.4; one policy with the address of our practice statement",
  find({ certificate, profile, statusUrl }) {
    const found = certificate.extensions.get(OID.certificatePolicies);
    const due = policies([profile.policy], addressesUnder(statusUrl).cps);
    return found?.critical === false && equalBytes(found.value, due.value)
      ? undefined
      : `${certificate.policies?.join()}`;
  },
};
