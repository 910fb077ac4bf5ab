import type { CommonLint } from "./lint.ts";

export const validityIsWithinIssuer: CommonLint = {
  rule: "validity-is-within-issuer",
  source: "RFC 5280 section 6.1.3: past its issuer's end a certificate has no path",
  find: ({ certificate, issuer }) =>
    certificate.notBefore >= issuer.notBefore && certificate.notAfter <= issuer.notAfter
      ? undefined
      : `${certificate.notBefore.toISOString()} to ${certificate.notAfter.toISOString()}`,
};
