import { encodeName, type NameAttribute } from "#pki/name.ts";
import { OID } from "#pki/oid.ts";
import type { ServiceKind } from "#platform/prisma/enums.ts";

export type { ServiceKind } from "#platform/prisma/enums.ts";

/** What the certificates of one service look like. Frozen: whoever changes a line raises its version. */
export interface ServiceProfile {
  readonly kind: ServiceKind;
  readonly version: number;
  readonly commonName: string;
  /** The one purpose in its extended key usage. */
  readonly purpose: string;
  readonly purposeIsCritical: boolean;
  /** Whether nobody asks for the status of these, so that they name no place to ask at. */
  readonly neverChecked: boolean;
}

/** So short that the end of a lost key needs no list; renewed at half of it. */
export const SERVICE_DAYS = 30;

/**
 * Every kind of certificate that this authority issues to its own services, for keys on P-256.
 *
 * The directory is signed as mail is: the issuing authorities that exist may give no purpose that would fit better, and
 * without a role no such certificate signs in or signs a document here.
 */
export const SERVICE_PROFILES: Readonly<Record<ServiceKind, ServiceProfile>> = {
  OCSP: {
    kind: "OCSP",
    version: 1,
    commonName: "ТАҢБА OCSP RESPONDER (DEMO)",
    purpose: OID.ocspSigning,
    purposeIsCritical: false,
    neverChecked: true,
  },
  TSA: {
    kind: "TSA",
    version: 1,
    commonName: "ТАҢБА TSA SERVICE (DEMO)",
    purpose: OID.timeStamping,
    // RFC 3161 section 2.3
    purposeIsCritical: true,
    neverChecked: false,
  },
  DIRECTORY: {
    kind: "DIRECTORY",
    version: 1,
    commonName: "ТАҢБА DIRECTORY (DEMO)",
    purpose: OID.emailProtection,
    purposeIsCritical: false,
    neverChecked: false,
  },
};

/** The subject of a service's certificates. @returns DER Name: C, O, CN */
export function serviceName({ commonName }: ServiceProfile): Uint8Array<ArrayBuffer> {
  const attributes: readonly NameAttribute[] = [
    { type: OID.country, value: "KZ", encoding: "printable" },
    { type: OID.organisation, value: "Таңба (DEMO)", encoding: "utf8" },
    { type: OID.commonName, value: commonName, encoding: "utf8" },
  ];
  return encodeName(attributes);
}

/** What a service's key signs into its request, so that a request for one service is none for another. */
export const requestNonce = (kind: ServiceKind) => `tanba service ${kind}`;
