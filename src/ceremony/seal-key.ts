import type { KeyObject } from "node:crypto";
import { toBase64 } from "#pki/bytes.ts";
import { importPassword } from "#pki/pbes2.ts";
import { sealPkcs8 } from "#pki/pkcs8.ts";

/** A private key as an encrypted PKCS#8 file, PEM. */
export async function sealKey(key: KeyObject, passphrase: string): Promise<string> {
  const plain = key.export({ type: "pkcs8", format: "der" });
  try {
    return pem("ENCRYPTED PRIVATE KEY", await sealPkcs8(plain, await importPassword(passphrase, crypto), { crypto }));
  } finally {
    plain.fill(0);
  }
}

/** @see RFC 7468 section 2 */
function pem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
