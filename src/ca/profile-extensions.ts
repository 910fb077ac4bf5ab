import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  crlDistributionPoints,
  type Extension,
  extendedKeyUsage,
  freshestCrl,
  keyUsage,
  policies,
  storageExtension,
} from "#pki/extensions.ts";
import { STORAGE_OIDS } from "#pki/oid.ts";
import { addressesUnder } from "./addresses.ts";
import type { HolderKey, Profile, Storage } from "./profiles.ts";

/** What the extensions of a certificate depend on, its own key aside. */
export interface ExtensionFacts {
  readonly profile: Profile;
  readonly key: HolderKey;
  readonly storage: Storage;
  /** The subject key identifier of the issuer, 20 bytes. */
  readonly issuerKeyIdentifier: Uint8Array;
  readonly statusUrl: string;
  /** Of the CRL that it names. */
  readonly shard: number;
}

const made = new Map<string, readonly Extension[]>();

/**
 * All extensions of a certificate but the subject key identifier, in their order.
 *
 * They are made once for each profile, kind of key, storage and shard, and handed out again.
 */
export function profileExtensions(facts: ExtensionFacts): readonly Extension[] {
  const { profile, key, storage, issuerKeyIdentifier, statusUrl, shard } = facts;
  const name = [profile.name, profile.version, key, storage, issuerKeyIdentifier, statusUrl, shard].join(" ");
  const known = made.get(name);
  if (known) return known;
  const extensions = makeExtensions(facts);
  made.set(name, extensions);
  return extensions;
}

function makeExtensions({
  profile,
  key,
  storage,
  issuerKeyIdentifier,
  statusUrl,
  shard,
}: ExtensionFacts): readonly Extension[] {
  const addresses = addressesUnder(statusUrl);
  return [
    authorityKeyIdentifier(issuerKeyIdentifier),
    keyUsage(...profile.keyUsage[key]),
    extendedKeyUsage(...profile.extendedKeyUsage),
    policies([profile.policy], addresses.cps),
    storageExtension({ type: STORAGE_OIDS[storage] }),
    crlDistributionPoints(addresses.issuingCrl(shard)),
    freshestCrl(addresses.issuingDeltaCrl(shard)),
    authorityInfoAccess({ ocsp: addresses.ocsp, caIssuers: addresses.issuingCertificate }),
  ];
}
