import { partsOf, TAG } from "./der.ts";
import { readOid } from "./der-values.ts";
import { encode, explicit, implicit, integer, octetString, oid, sequence, set, setOf } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import { importPassword, PBKDF2_ITERATIONS, sealPbes2 } from "./pbes2.ts";
import { type Bag, PKCS12_LIMITS, readLoose, readSafe } from "./pkcs12-bags.ts";
import { requireMac, sealMac } from "./pkcs12-mac.ts";
import { PKCS12_OID } from "./pkcs12-oid.ts";
import { type Pkcs12Work, startWork } from "./pkcs12-work.ts";

/** A certificate and its private key, as PKCS#8 DER: whoever takes the key overwrites the bytes when done. */
export interface KeyPairEntry {
  readonly certificate: Uint8Array;
  readonly privateKey: Uint8Array;
}

/**
 * Opens a key file, modern (PBES2, PBMAC1) or old (3DES, RC2, SHA-1, BER), by the algorithms that it names.
 *
 * Gives the private keys that have their certificate in the file; whether they fit each other is not checked. What a
 * certificate says is not looked at.
 *
 * @param bytes at most 1 MiB; all derivations together at most 2 000 000 rounds, refused before they are run
 * @throws {PkiError} PKCS12_TOO_COSTLY, PKCS12_MALFORMED or PASSWORD_WRONG
 * @see RFC 7292 section 4
 */
export async function openPkcs12(
  bytes: Uint8Array,
  password: string,
  { crypto }: { readonly crypto: Crypto },
): Promise<KeyPairEntry[]> {
  if (bytes.length > PKCS12_LIMITS.maxBytes) throw new PkiError("PKCS12_TOO_COSTLY", `${bytes.length} bytes`);
  try {
    return pairUp(await readPfx(bytes, startWork(password, crypto)));
  } catch (cause) {
    if (!(cause instanceof PkiError) || (cause.code !== "DER_MALFORMED" && cause.code !== "ALGORITHM_REFUSED"))
      throw cause;
    throw new PkiError("PKCS12_MALFORMED", cause.message, { cause });
  }
}

async function readPfx(bytes: Uint8Array, work: Pkcs12Work): Promise<readonly Bag[]> {
  const pfx = partsOf(readLoose(bytes));
  pfx.next(TAG.INTEGER);
  const authSafe = partsOf(pfx.next());
  if (readOid(authSafe.next()) !== OID.data)
    throw new PkiError("ALGORITHM_REFUSED", "an integrity check by public key");
  const content = partsOf(authSafe.next(0xa0), 0xa0).next(TAG.OCTET_STRING).content;
  const macData = pfx.optional(TAG.SEQUENCE);
  if (macData) await requireMac(macData, content, work);

  const bags: Bag[] = [];
  for (const safe of partsOf(readLoose(content)).rest()) bags.push(...(await readSafe(safe, work)));
  return bags;
}

/** Each key with the certificate of the same `localKeyId`; a file with one key may do without the mark. */
function pairUp(bags: readonly Bag[]): KeyPairEntry[] {
  const keys = bags.filter((bag) => bag.kind === "KEY");
  const certificates = bags.filter((bag) => bag.kind === "CERTIFICATE");
  return keys.flatMap((key) => {
    const marked = certificates.find(({ localKeyId }) => localKeyId !== undefined && localKeyId === key.localKeyId);
    const certificate = marked ?? (keys.length === 1 ? certificates[0] : undefined);
    return certificate ? [{ certificate: certificate.bytes, privateKey: key.bytes }] : [];
  });
}

export interface KeyFile {
  /** DER */
  readonly certificate: Uint8Array;
  /** PKCS#8 DER, or a key that may be exported: then its bytes are never seen here. */
  readonly privateKey: Uint8Array | CryptoKey;
  readonly password: string;
  /** The alias that Java shows. */
  readonly friendlyName: string;
}

/**
 * Writes a key file that OpenSSL 3, Java 17 and `openPkcs12` read: PBES2 with AES-256 and PBKDF2-HMAC-SHA-256 around
 * both parts, and a classic HMAC-SHA-256 over them.
 *
 * @param options.iterations rounds of each derivation; fewer than the default make the password cheaper to guess
 * @see RFC 7292 section 4, RFC 8018 section 6.2
 */
export async function sealPkcs12(
  { certificate, privateKey, password, friendlyName }: KeyFile,
  { crypto, iterations = PBKDF2_ITERATIONS }: { readonly crypto: Crypto; readonly iterations?: number },
): Promise<Uint8Array> {
  const passwordKey = await importPassword(password, crypto);
  const seal = (plain: Uint8Array | CryptoKey) => sealPbes2(plain, passwordKey, { crypto, iterations });
  const attributes = await bagAttributes(certificate, friendlyName, crypto);

  const certificateBag = sequence(oid(PKCS12_OID.x509Certificate), explicit(0, octetString(certificate)));
  const [certificates, key] = await Promise.all([
    seal(sequence(bag(PKCS12_OID.certificateBag, certificateBag, attributes))),
    seal(privateKey),
  ]);
  const encryptedInfo = sequence(
    oid(OID.data),
    certificates.algorithm,
    implicit(0, octetString(certificates.ciphertext)),
  );
  const encryptedData = sequence(integer(0), encryptedInfo);
  const shrouded = sequence(key.algorithm, octetString(key.ciphertext));
  const keys = sequence(bag(PKCS12_OID.shroudedKeyBag, shrouded, attributes));

  const safes = sequence(
    contentInfo(PKCS12_OID.encryptedData, encryptedData),
    contentInfo(OID.data, octetString(keys)),
  );
  const mac = await sealMac(safes, iterations, { crypto, password });
  return sequence(integer(3), contentInfo(OID.data, octetString(safes)), mac);
}

const contentInfo = (contentType: string, content: Uint8Array) => sequence(oid(contentType), explicit(0, content));
const bag = (bagType: string, value: Uint8Array, attributes: Uint8Array) =>
  sequence(oid(bagType), explicit(0, value), attributes);

/** What ties key and certificate together, and what programs show. */
async function bagAttributes(certificate: Uint8Array, friendlyName: string, crypto: Crypto): Promise<Uint8Array> {
  const localKeyId = new Uint8Array(await crypto.subtle.digest("SHA-1", new Uint8Array(certificate)));
  return setOf([
    sequence(oid(PKCS12_OID.friendlyName), set(bmpString(friendlyName))),
    sequence(oid(PKCS12_OID.localKeyId), set(octetString(localKeyId))),
  ]);
}

function bmpString(text: string): Uint8Array {
  const octets = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((unit) => [
    unit >> 8,
    unit & 0xff,
  ]);
  return encode(TAG.BMP_STRING, Uint8Array.from(octets));
}
