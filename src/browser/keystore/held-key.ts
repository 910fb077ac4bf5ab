import type { Certificate } from "#pki/certificate.ts";
import type { OpenedKey } from "./opened-key.ts";
import type { PrivateKey } from "./private-key.ts";

/** An opened key as the key worker holds it. */
export interface HeldKey {
  readonly shown: OpenedKey;
  readonly certificate: Certificate;
  /** Can't be exported. */
  readonly privateKey: PrivateKey;
  /** The file's password for PBKDF2, which can't be read back: waiting keys are kept under it. */
  readonly password: CryptoKey;
}
