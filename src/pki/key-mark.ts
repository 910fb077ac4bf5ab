import { concatBytes, fromHex, toHex } from "./bytes.ts";
import type { Primitives } from "./primitives.ts";

const SIGNS = 16;

/**
 * A short mark of two new public keys, to be carried on paper and compared by eye: `3F2A-91C0-77BE-0D14`.
 *
 * 64 bits: whoever wants other keys with the same mark has to make more of them than anybody can.
 *
 * @param hashes hexadecimal SHA-256 of the two SubjectPublicKeyInfos, as they stand in what an operator signs
 */
export async function keyMark(
  { digest }: Pick<Primitives, "digest">,
  { authKey, signKey }: { readonly authKey: string; readonly signKey: string },
): Promise<string> {
  const both = concatBytes(fromHex(authKey), fromHex(signKey));
  const mark = toHex(await digest("SHA-256", both)).slice(0, SIGNS);
  return (mark.toUpperCase().match(/.{4}/g) ?? []).join("-");
}
