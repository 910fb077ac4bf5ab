import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  crlDistributionPoints,
  type Extension,
  extendedKeyUsage,
  freshestCrl,
  keyUsage,
  ocspNoCheck,
} from "#pki/extensions.ts";
import { addressesUnder } from "../addresses.ts";
import type { ServiceProfile } from "./profiles.ts";

/** All extensions of a service's certificate but the subject key identifier, in their order. */
export function serviceExtensions(
  { purpose, purposeIsCritical, neverChecked }: ServiceProfile,
  { issuerKeyIdentifier, statusUrl }: { readonly issuerKeyIdentifier: Uint8Array; readonly statusUrl: string },
): readonly Extension[] {
  return [
    authorityKeyIdentifier(issuerKeyIdentifier),
    keyUsage("digitalSignature"),
    { ...extendedKeyUsage(purpose), critical: purposeIsCritical },
    ...(neverChecked ? [ocspNoCheck()] : []),
    ...statusAddresses(statusUrl, neverChecked),
  ];
}

/** Where the issuer's certificate is, and the status of this one unless nobody asks for it. */
export function statusAddresses(statusUrl: string, neverChecked: boolean): readonly Extension[] {
  const { ocsp, issuingCertificate: caIssuers, issuingCrl, issuingDeltaCrl } = addressesUnder(statusUrl);
  if (neverChecked) return [authorityInfoAccess({ caIssuers })];
  return [
    crlDistributionPoints(issuingCrl(0)),
    freshestCrl(issuingDeltaCrl(0)),
    authorityInfoAccess({ ocsp, caIssuers }),
  ];
}
