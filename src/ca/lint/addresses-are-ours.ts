import { equalBytes } from "#pki/bytes.ts";
import { authorityInfoAccess, crlDistributionPoints, type Extension, freshestCrl } from "#pki/extensions.ts";
import { addressesUnder } from "../addresses.ts";
import { rememberOne } from "../remember-one.ts";
import type { Lint } from "./lint.ts";

const dueUnder = rememberOne((statusUrl: string): readonly Extension[] => {
  const addresses = addressesUnder(statusUrl);
  return [
    crlDistributionPoints(addresses.issuingCrl),
    freshestCrl(addresses.issuingDeltaCrl),
    authorityInfoAccess({ ocsp: addresses.ocsp, caIssuers: addresses.issuingCertificate }),
  ];
});

export const addressesAreOurs: Lint = {
  rule: "addresses-are-ours",
  source: "RFC 5280 sections 4.2.1.13, 4.2.1.15 and 4.2.2.1; every address under one that we answer",
  find({ certificate, statusUrl }) {
    const wrong = dueUnder(statusUrl).find(({ oid, value }) => {
      const found = certificate.extensions.get(oid);
      return !found || found.critical || !equalBytes(found.value, value);
    });
    return wrong && `the extension ${wrong.oid}`;
  },
};
