import type { Certificate } from "#pki/certificate.ts";
import { CaError } from "./error.ts";
import { holderKeyOf } from "./holder-key.ts";
import { PROFILES, type Profile } from "./profiles.ts";

/**
 * The profile that a certificate was made by, told from its policy, purposes and usage alone.
 *
 * @throws {CaError} PROFILE_UNKNOWN when it fits none exactly
 */
export function profileOf(certificate: Certificate): Profile {
  const key = holderKeyOf(certificate.spki);
  const profile = Object.values(PROFILES).find(
    ({ policy, extendedKeyUsage, keyUsage }) =>
      key !== undefined &&
      sameList(certificate.policies, [policy]) &&
      sameList(certificate.extendedKeyUsage, extendedKeyUsage) &&
      sameList([...(certificate.keyUsage ?? [])].toSorted(), keyUsage[key].toSorted()),
  );
  if (!profile) throw new CaError("PROFILE_UNKNOWN", "a certificate of no profile", { serial: certificate.serial });
  return profile;
}

const sameList = (found: readonly string[] | undefined, due: readonly string[]) => found?.join() === due.join();
