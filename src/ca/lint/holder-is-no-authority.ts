import type { CommonLint } from "./lint.ts";

export const holderIsNoAuthority: CommonLint = {
  rule: "holder-is-no-authority",
  source: "RFC 5280 sections 4.2.1.3 and 4.2.1.9: an end entity signs neither certificates nor CRLs",
  find({ certificate: { basicConstraints, keyUsage } }) {
    const authority = basicConstraints !== undefined || keyUsage?.has("keyCertSign") || keyUsage?.has("cRLSign");
    return authority ? "basic constraints, or a usage of authorities" : undefined;
  },
};
