import { randomFillSync } from "node:crypto";
import { toHex } from "#pki/bytes.ts";

const OCTETS = 20;
const pool = new Uint8Array(OCTETS * 512);
let used = pool.length;

/**
 * A new serial number: 20 octets, positive, 158 of its bits from the system's generator.
 *
 * The two highest bits are 0 and 1, so that every serial is positive and of one length; none of the random ones is lost
 * to the encoding.
 *
 * @returns lower-case hexadecimal of the content octets of the INTEGER
 * @see RFC 5280 section 4.1.2.2
 */
export function newSerial(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const octets = pool.slice(used, used + OCTETS);
  // a drawn value must not be found in memory, nor drawn again
  pool.fill(0, used, used + OCTETS);
  used += OCTETS;
  const [first = 0] = octets;
  octets[0] = (first & 0x3f) | 0x40;
  return toHex(octets);
}
