import {
  boolean,
  encode,
  explicit,
  ia5String,
  implicit,
  integer,
  namedBits,
  nullValue,
  octetString,
  oid,
  sequence,
  utf8String,
} from "./der-write.ts";
import { KEY_USAGES, type KeyUsage } from "./key-usage.ts";
import { OID } from "./oid.ts";

/** An extension to be put into a certificate, a CRL or a request; `value` is the DER inside the OCTET STRING. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** @see RFC 5280 section 4.1 (Extension; `critical` is left out when false) */
export function encodeExtension({ oid: type, critical, value }: Extension): Uint8Array<ArrayBuffer> {
  return critical ? sequence(oid(type), boolean(true), octetString(value)) : sequence(oid(type), octetString(value));
}

/** @see RFC 5280 section 4.2.1.3 */
export function keyUsage(...usages: readonly KeyUsage[]): Extension {
  return extension(OID.keyUsage, namedBits(usages.map((usage) => KEY_USAGES.indexOf(usage))), "critical");
}

/** @see RFC 5280 section 4.2.1.12 */
export function extendedKeyUsage(...purposes: readonly string[]): Extension {
  return extension(OID.extendedKeyUsage, sequence(...purposes.map(oid)));
}

/** @param pathLength how many authorities may stand below this one; for an end entity leave the extension out */
export function basicConstraints({ pathLength }: { readonly pathLength?: number } = {}): Extension {
  const limit = pathLength === undefined ? [] : [integer(pathLength)];
  return extension(OID.basicConstraints, sequence(boolean(true), ...limit), "critical");
}

/** @param cps the address of the practice statement. @see RFC 5280 section 4.2.1.4 */
export function policies(policyOids: readonly string[], cps?: string): Extension {
  const qualifier = cps === undefined ? [] : [sequence(sequence(oid(OID.cps), ia5String(cps)))];
  return extension(
    OID.certificatePolicies,
    sequence(...policyOids.map((policy) => sequence(oid(policy), ...qualifier))),
  );
}

/** @param keyIdentifier 20 bytes, see `keyIdentifierOf` */
export function subjectKeyIdentifier(keyIdentifier: Uint8Array): Extension {
  return extension(OID.subjectKeyIdentifier, octetString(keyIdentifier));
}

/** @param keyIdentifier the issuer's subject key identifier */
export function authorityKeyIdentifier(keyIdentifier: Uint8Array): Extension {
  return extension(OID.authorityKeyIdentifier, sequence(implicit(0, octetString(keyIdentifier))));
}

/** Where the responder and the issuer's certificate are. @see RFC 5280 section 4.2.2.1 */
export function authorityInfoAccess(urls: { readonly ocsp?: string; readonly caIssuers?: string }): Extension {
  const access = (method: string, url: string | undefined) => (url ? [sequence(oid(method), uri(url))] : []);
  return extension(
    OID.authorityInfoAccess,
    sequence(...access(OID.ocsp, urls.ocsp), ...access(OID.caIssuers, urls.caIssuers)),
  );
}

/** @see RFC 5280 section 4.2.1.13 */
export function crlDistributionPoints(url: string): Extension {
  return extension(OID.crlDistributionPoints, distributionPoints(url));
}

/** Where the delta CRL is. @see RFC 5280 section 4.2.1.15 */
export function freshestCrl(url: string): Extension {
  return extension(OID.freshestCrl, distributionPoints(url));
}

/** Says of a responder's certificate that nobody has to ask for its status. @see RFC 6960 section 4.2.2.2.1 */
export function ocspNoCheck(): Extension {
  return extension(OID.ocspNoCheck, nullValue());
}

/** Says that a CRL is one of a shard: it speaks only for certificates that name this address. @see RFC 5280 section 5.2.5 */
export function issuingDistributionPoint(url: string): Extension {
  return extension(OID.issuingDistributionPoint, distributionPoint(url), "critical");
}

/** NCA's own extension: where the private key lives. @param type dotted identifier. @see root.gov.kz/oid 1.2.398.3.3.5 */
export function storageExtension({ type, folder }: { readonly type: string; readonly folder?: string }): Extension {
  return extension(OID.storage, sequence(oid(type), ...(folder === undefined ? [] : [utf8String(folder)])));
}

// ---------------------------------------------------------------------------------------------------------------

function extension(type: string, value: Uint8Array, critical?: "critical"): Extension {
  return { oid: type, critical: critical === "critical", value };
}

const uri = (url: string) => implicit(6, ia5String(url));

/** One point with one full name. */
const distributionPoint = (url: string) => sequence(explicit(0, encode(0xa0, uri(url))));

const distributionPoints = (url: string) => sequence(distributionPoint(url));
