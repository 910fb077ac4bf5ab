import { equalBytes } from "#pki/bytes.ts";
import type { CommonLint } from "./lint.ts";

export const issuerIsOurs: CommonLint = {
  rule: "issuer-is-ours",
  source: "RFC 5280 section 4.1.2.4: the issuer's name is the subject of its certificate, byte for byte",
  find: ({ certificate, issuer }) => (equalBytes(certificate.issuer, issuer.subject) ? undefined : "another issuer"),
};
