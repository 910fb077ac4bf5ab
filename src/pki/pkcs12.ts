import { partsOf, TAG } from "./der.ts";
import { readOid } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import { type Bag, PKCS12_LIMITS, readLoose, readSafe } from "./pkcs12-bags.ts";
import { requireMac } from "./pkcs12-mac.ts";
import { type Pkcs12Work, startWork } from "./pkcs12-work.ts";

/** A certificate and its private key, as PKCS#8 DER: whoever takes the key overwrites the bytes when done. */
export interface KeyPairEntry {
  readonly certificate: Uint8Array;
  readonly privateKey: Uint8Array;
}

interface Options {
  readonly crypto: Crypto;
}

/**
 * Opens a key file for its pairs, as `openBags` does.
 *
 * Gives the private keys that have their certificate in the file; whether they fit each other is not checked.
 *
 * @throws {PkiError} PKCS12_TOO_COSTLY, PKCS12_MALFORMED or PASSWORD_WRONG
 */
export async function openPkcs12(bytes: Uint8Array, password: string, options: Options): Promise<KeyPairEntry[]> {
  return pairUp(await openBags(bytes, password, options));
}

/**
 * Opens a key file, modern (PBES2, PBMAC1) or old (3DES, RC2, SHA-1, BER), by the algorithms that it names.
 *
 * Gives everything that is inside, in the order of the file. What a certificate says is not looked at.
 *
 * @param bytes at most 1 MiB, of which old ciphers hold at most 128 KiB; all derivations together at most 2 000 000 rounds:
 *   more is refused before it is run
 * @throws {PkiError} PKCS12_TOO_COSTLY, PKCS12_MALFORMED or PASSWORD_WRONG
 * @see RFC 7292 section 4
 */
export async function openBags(bytes: Uint8Array, password: string, { crypto }: Options): Promise<readonly Bag[]> {
  if (bytes.length > PKCS12_LIMITS.maxBytes) throw new PkiError("PKCS12_TOO_COSTLY", `${bytes.length} bytes`);
  try {
    return await readPfx(bytes, startWork(password, crypto));
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
