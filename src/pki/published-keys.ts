import { toHex } from "./bytes.ts";
import type { PublicKey } from "./public-key.ts";

/**
 * Keys of our kinds whose private halves are printed in standards, by the last sixteen bytes of the modulus or of the
 * point's x. Two points have the same x, and the secret of one is the negative of the other's.
 */
const LAST_BYTES: ReadonlySet<string> = new Set([
  "0aeafe904814f1ac1aa49cca9ea0ca83", // RFC 7517 appendix A.2, RSA
  "911cf989a89092a81ce601ddacd3f9cf", // RFC 7520 section 3.4
  "05420a90ed734353eaf749e396c24b3b", // RFC 9216, the S/MIME samples
  "fb8f9e46f732b2a86b460165c08f5313", // RFC 9500 section 2.1
  "73821da8368c83ca8753239ba4f8ad0d", // RFC 9635
  "28562706ae6c2bd399e7b1bfb6d1e9e7", // RFC 6605 section 6.1
  "c049b8923b61fa6ce669622e60f29fb6", // RFC 6979 appendix A.2.5
  "580733357be9ef13bacf6e3c7bd15445", // RFC 7515 appendix A.3
  "6ea20d9f00893a3b4eee8a3c0aafec3e", // RFC 7517 appendix A.2, EC
  "82907ed3b8854626f70bf9c2eb4b8047", // RFC 8946
  "1e558fbd6f73be5e48e93232cc45c5b1", // RFC 9500 section 2.3
  "77037d812deb33a0f4a13945d898c296", // the generator of P-256: the secret one
]);

/** Whether everybody can look up the private half of this key. Of stolen keys and of faulty generators it knows nothing. */
export function isPublished(key: PublicKey): boolean {
  const number = key.type === "RSA" ? key.modulus : key.x;
  return LAST_BYTES.has(toHex(number.subarray(-16)));
}
