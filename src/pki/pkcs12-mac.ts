import { equalBytes } from "./bytes.ts";
import { type DerNode, partsOf, TAG } from "./der.ts";
import { readOid, readSmallInteger } from "./der-values.ts";
import { integer, nullValue, octetString, oid, sequence } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import { importPassword, readPbkdf2 } from "./pbes2.ts";
import { derivePkcs12, type Pkcs12Digest } from "./pkcs12-kdf.ts";
import { PKCS12_OID } from "./pkcs12-oid.ts";
import type { Pkcs12Work } from "./pkcs12-work.ts";

const DIGEST: Readonly<Record<string, { readonly digest: Pkcs12Digest; readonly bytes: number }>> = {
  "1.3.14.3.2.26": { digest: "SHA-1", bytes: 20 },
  [OID.sha256]: { digest: "SHA-256", bytes: 32 },
  "2.16.840.1.101.3.4.2.2": { digest: "SHA-384", bytes: 48 },
  "2.16.840.1.101.3.4.2.3": { digest: "SHA-512", bytes: 64 },
};

/**
 * Proves with the password that the content of a key file is what its maker wrote; reads MacData.
 *
 * @throws {PkiError} DER_MALFORMED, ALGORITHM_REFUSED, PKCS12_TOO_COSTLY or PASSWORD_WRONG
 * @see RFC 7292 section 4, RFC 9579 section 4 (PBMAC1)
 */
export async function requireMac(macData: DerNode, content: Uint8Array, work: Pkcs12Work): Promise<void> {
  const parts = partsOf(macData);
  const digestInfo = partsOf(parts.next());
  const algorithm = digestInfo.next();
  const expected = digestInfo.next(TAG.OCTET_STRING).content;
  const salt = parts.next(TAG.OCTET_STRING).content;
  const iterations = parts.optional(TAG.INTEGER);

  const identifier = readOid(partsOf(algorithm).next());
  const key =
    identifier === PKCS12_OID.pbmac1
      ? await pbmac1Key(algorithm, work)
      : await classicKey(identifier, { salt, iterations: iterations ? readSmallInteger(iterations) : 1 }, work);
  const mac = new Uint8Array(await work.crypto.subtle.sign("HMAC", key, new Uint8Array(content)));
  if (!equalBytes(mac, expected)) throw new PkiError("PASSWORD_WRONG", "the integrity check fails");
}

interface Salted {
  readonly salt: Uint8Array;
  readonly iterations: number;
}

function classicKey(identifier: string, { salt, iterations }: Salted, { crypto, password, spend }: Pkcs12Work) {
  const scheme = DIGEST[identifier];
  if (!scheme) throw new PkiError("ALGORITHM_REFUSED", identifier);
  spend(iterations);
  const key = derivePkcs12(password, { ...scheme, purpose: "mac", salt, iterations });
  return crypto.subtle.importKey("raw", key, { name: "HMAC", hash: scheme.digest }, false, ["sign"]);
}

const HMAC_HASH: Readonly<Record<string, string>> = {
  [OID.hmacWithSha256]: "SHA-256",
  "1.2.840.113549.2.11": "SHA-512",
};

/** Shorter keys are refused by RFC 9579 section 5, longer ones are none of HMAC-SHA-512's. */
const MIN_KEY_BYTES = 20;
const MAX_KEY_BYTES = 64;

async function pbmac1Key(algorithm: DerNode, { crypto, password, spend }: Pkcs12Work) {
  const outer = partsOf(algorithm);
  outer.next(TAG.OID);
  const parameters = partsOf(outer.next());
  const derivation = parameters.next();
  const { salt, iterations, prf, keyBytes } = readPbkdf2(derivation);
  const hash = HMAC_HASH[readOid(partsOf(parameters.next()).next())];
  if (!hash || keyBytes === undefined || keyBytes < MIN_KEY_BYTES || keyBytes > MAX_KEY_BYTES) {
    throw new PkiError("ALGORITHM_REFUSED", "PBMAC1 of another kind");
  }
  spend(iterations);
  const length = keyBytes * 8;
  const key = { name: "HMAC", hash, length };
  const pbkdf2 = { name: "PBKDF2", salt: new Uint8Array(salt), iterations, hash: prf };
  return crypto.subtle.deriveKey(pbkdf2, await importPassword(password, crypto), key, false, ["sign"]);
}

/** MacData over the content: HMAC-SHA-256 in the classic scheme, since OpenSSL 3.0 and older Java know no other. */
export async function sealMac(
  content: Uint8Array,
  iterations: number,
  { crypto, password }: Pick<Pkcs12Work, "crypto" | "password">,
) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const derived = derivePkcs12(password, { digest: "SHA-256", purpose: "mac", salt, iterations, bytes: 32 });
  const key = await crypto.subtle.importKey("raw", derived, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, new Uint8Array(content)));
  const digestInfo = sequence(sequence(oid(OID.sha256), nullValue()), octetString(mac));
  return sequence(digestInfo, octetString(salt), integer(iterations));
}
