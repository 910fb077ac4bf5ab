import { equalBytes } from "#pki/bytes.ts";
import { authorityInfoAccess, crlDistributionPoints, type Extension, freshestCrl } from "#pki/extensions.ts";
import { addressesUnder } from "../addresses.ts";
import { rememberOne } from "../remember-one.ts";
import { shardFor } from "../shards.ts";
import type { Lint } from "./lint.ts";

const dueUnder = rememberOne((statusUrl: string): ((shard: number) => readonly Extension[]) => {
  const addresses = addressesUnder(statusUrl);
  const access = authorityInfoAccess({ ocsp: addresses.ocsp, caIssuers: addresses.issuingCertificate });
  const known = new Map<number, readonly Extension[]>();
  return (shard) => {
    const due = known.get(shard) ?? [
      crlDistributionPoints(addresses.issuingCrl(shard)),
      freshestCrl(addresses.issuingDeltaCrl(shard)),
      access,
    ];
    known.set(shard, due);
    return due;
  };
});

export const addressesAreOurs: Lint = {
  rule: "addresses-are-ours",
  source:
    "RFC 5280 sections 4.2.1.13, 4.2.1.15 and 4.2.2.1; every address under one that we answer, the shard its serial's",
  find({ certificate, statusUrl, crlShards }) {
    const wrong = dueUnder(statusUrl)(shardFor(certificate.serial, crlShards)).find(({ oid, value }) => {
      const found = certificate.extensions.get(oid);
      return !found || found.critical || !equalBytes(found.value, value);
    });
    return wrong && `the extension ${wrong.oid}`;
  },
};
