import { canSign, readPublicKey } from "#pki/public-key.ts";
import type { CommonLint } from "./lint.ts";

export const signatureAlgorithmFitsIssuer: CommonLint = {
  rule: "signature-algorithm-fits-issuer",
  source: "RFC 5280 section 4.1.1.2; RFC 5758 section 3.2",
  find: ({ certificate, issuer }) =>
    canSign(readPublicKey(issuer.spki), certificate.signatureAlgorithm)
      ? undefined
      : `${certificate.signatureAlgorithm} by another kind of key`,
};
