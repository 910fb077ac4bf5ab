import { TAG } from "./der.ts";
import { encode, explicit, implicit, integer, octetString, oid, sequence, set, setOf } from "./der-write.ts";
import { OID } from "./oid.ts";
import { importPassword, PBKDF2_ITERATIONS, sealPbes2 } from "./pbes2.ts";
import { sealMac } from "./pkcs12-mac.ts";
import { PKCS12_OID } from "./pkcs12-oid.ts";

export interface KeyFile {
  /** DER */
  readonly certificate: Uint8Array;
  /** PKCS#8 DER, or a key that may be exported: then its bytes are never seen here. */
  readonly privateKey: Uint8Array | CryptoKey;
  readonly password: string;
  /** The alias that Java shows. */
  readonly friendlyName: string;
}

/** @property iterations rounds of each derivation; fewer than the default make the password cheaper to guess */
interface SealOptions {
  readonly crypto: Crypto;
  readonly iterations?: number;
}

/** Writes the key file of one key and its certificate, as `sealBags` does. */
export async function sealPkcs12(
  { certificate, privateKey, password, friendlyName }: KeyFile,
  options: SealOptions,
): Promise<Uint8Array> {
  const attributes = await bagAttributes(certificate, friendlyName, options.crypto);
  const certificates = [{ bytes: certificate, attributes }];
  return sealBags({ certificates, keys: [{ bytes: privateKey, attributes }] }, password, options);
}

interface ToSeal<Bytes> {
  readonly bytes: Bytes;
  /** DER SET of what is said about it. */
  readonly attributes: Uint8Array | undefined;
}

/** What goes into a key file: certificates as DER, keys as `KeyFile` has them. */
export interface BagsToSeal {
  readonly certificates: readonly ToSeal<Uint8Array>[];
  readonly keys: readonly ToSeal<Uint8Array | CryptoKey>[];
}

/**
 * Writes a key file that OpenSSL 3, Java 17 and `openPkcs12` read: PBES2 with AES-256 and PBKDF2-HMAC-SHA-256 around the
 * certificates and around each key, and a classic HMAC-SHA-256 over them.
 *
 * A second key would cost more rounds than `openPkcs12` spends on a file.
 *
 * @see RFC 7292 section 4, RFC 8018 section 6.2
 */
export async function sealBags(
  { certificates, keys }: BagsToSeal,
  password: string,
  { crypto, iterations = PBKDF2_ITERATIONS }: SealOptions,
): Promise<Uint8Array> {
  const passwordKey = await importPassword(password, crypto);
  const seal = (plain: Uint8Array | CryptoKey) => sealPbes2(plain, passwordKey, { crypto, iterations });

  const [publicPart, ...keyBags] = await Promise.all([
    seal(sequence(...certificates.map(certificateBag))),
    ...keys.map(async ({ bytes, attributes }) => {
      const { algorithm, ciphertext } = await seal(bytes);
      return bag(PKCS12_OID.shroudedKeyBag, sequence(algorithm, octetString(ciphertext)), attributes);
    }),
  ]);
  const encryptedInfo = sequence(oid(OID.data), publicPart.algorithm, implicit(0, octetString(publicPart.ciphertext)));

  const safes = sequence(
    contentInfo(PKCS12_OID.encryptedData, sequence(integer(0), encryptedInfo)),
    contentInfo(OID.data, octetString(sequence(...keyBags))),
  );
  const mac = await sealMac(safes, iterations, { crypto, password });
  return sequence(integer(3), contentInfo(OID.data, octetString(safes)), mac);
}

function certificateBag({ bytes, attributes }: ToSeal<Uint8Array>): Uint8Array {
  const value = sequence(oid(PKCS12_OID.x509Certificate), explicit(0, octetString(bytes)));
  return bag(PKCS12_OID.certificateBag, value, attributes);
}

const contentInfo = (contentType: string, content: Uint8Array) => sequence(oid(contentType), explicit(0, content));
const bag = (bagType: string, value: Uint8Array, attributes: Uint8Array | undefined) =>
  sequence(oid(bagType), explicit(0, value), ...(attributes ? [attributes] : []));

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
