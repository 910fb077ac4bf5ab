import { fromBase64, toBase64 } from "#pki/bytes.ts";
import { PkiError } from "#pki/error.ts";
import { importPassword } from "#pki/pbes2.ts";
import { openPkcs8, sealPkcs8 } from "#pki/pkcs8.ts";
import { KeyAlgorithm } from "#portal/requests/contract.ts";
import { RequestNumber } from "#portal/wire/contract.ts";
import { KeystoreError } from "./keystore-error.ts";
import { importParameters } from "./new-keys.ts";
import type { Slot } from "./waiting-keys.ts";

/** The two private keys of one request, not yet with certificates. */
export interface WaitingPair {
  readonly number: string;
  readonly keyAlgorithm: KeyAlgorithm;
  readonly keys: Readonly<Record<Slot, CryptoKey>>;
}

const FIRST_LINE = "TANBA-WAITING-KEYS/1";
const LABEL = "ENCRYPTED PRIVATE KEY";

/** A waiting file has four kilobytes; what is longer is something else. */
export const MAX_WAITING_FILE_BYTES = 32_768;

/**
 * The text of the file that keeps waiting keys outside the browser: two PEM blocks, which OpenSSL reads, and lines before
 * them that say what they are.
 *
 * @param password of the key file that signed the request, from `importPassword`
 */
export async function writeWaitingFile(
  { number, keyAlgorithm, keys }: WaitingPair,
  password: CryptoKey,
): Promise<string> {
  const block = async (key: CryptoKey) => pem(await sealPkcs8(key, password, { crypto }));
  return [
    FIRST_LINE,
    `number: ${number}`,
    `key-algorithm: ${keyAlgorithm}`,
    "key: AUTH",
    await block(keys.AUTH),
    "key: SIGN",
    await block(keys.SIGN),
    "",
  ].join("\n");
}

function pem(der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${LABEL}-----`, ...lines, `-----END ${LABEL}-----`].join("\n");
}

const LAYOUT = new RegExp(
  [
    `^${FIRST_LINE}`,
    "number: (?<number>\\S+)",
    "key-algorithm: (?<keyAlgorithm>\\S+)",
    "key: AUTH",
    `-----BEGIN ${LABEL}-----`,
    `(?<auth>[A-Za-z0-9+/=\\n]+)`,
    `-----END ${LABEL}-----`,
    "key: SIGN",
    `-----BEGIN ${LABEL}-----`,
    `(?<sign>[A-Za-z0-9+/=\\n]+)`,
    `-----END ${LABEL}-----\\n*$`,
  ].join("\\n"),
);

/**
 * Reads what `writeWaitingFile` wrote; line ends may have been changed on the way.
 *
 * @throws {KeystoreError} WAITING_FILE_MALFORMED or PASSWORD_WRONG
 */
export async function readWaitingText(text: string, password: string): Promise<WaitingPair> {
  const { number, keyAlgorithm, auth, sign } = LAYOUT.exec(text.replaceAll("\r\n", "\n"))?.groups ?? {};
  const known = { number: RequestNumber.safeParse(number), keyAlgorithm: KeyAlgorithm.safeParse(keyAlgorithm) };
  if (!known.number.success || !known.keyAlgorithm.success || !auth || !sign) throw malformed("another layout");

  const algorithm = known.keyAlgorithm.data;
  const passwordKey = await importPassword(password, crypto);
  const keys = {
    AUTH: await openBlock(auth, passwordKey, algorithm),
    SIGN: await openBlock(sign, passwordKey, algorithm),
  };
  return { number: known.number.data, keyAlgorithm: algorithm, keys };
}

async function openBlock(block: string, password: CryptoKey, keyAlgorithm: KeyAlgorithm): Promise<CryptoKey> {
  try {
    const pkcs8 = await openPkcs8(fromBase64(block.replaceAll("\n", "")), password, { crypto });
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, importParameters(keyAlgorithm), true, ["sign"]);
    pkcs8.fill(0);
    return key;
  } catch (cause) {
    if (cause instanceof PkiError && cause.code === "PASSWORD_WRONG")
      throw new KeystoreError("PASSWORD_WRONG", { cause });
    throw malformed("a block that is no key", cause);
  }
}

const malformed = (detail: string, cause?: unknown) => new KeystoreError("WAITING_FILE_MALFORMED", { detail, cause });
