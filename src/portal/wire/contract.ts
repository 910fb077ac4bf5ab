import { z } from "zod";
import { fromBase64, toBase64 } from "#pki/bytes.ts";

/** Bytes inside, base64 on the wire; `max` counts the bytes. Not canonical or too long is refused. */
export function bytes(max: number) {
  return z.codec(z.string().max(Math.ceil(max / 3) * 4), z.instanceof(Uint8Array<ArrayBuffer>), {
    decode(text, context) {
      try {
        const decoded = fromBase64(text);
        if (decoded.length > 0 && decoded.length <= max) return decoded;
      } catch {
        // told below
      }
      context.issues.push({ code: "custom", message: "not base64 of the right length", input: text });
      return z.NEVER;
    },
    encode: toBase64,
  });
}

/** 32 random bytes in base64url, as the server hands them out. */
export const Nonce = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The request number without its hyphens: 12 random characters and a check character. */
export const RequestNumber = z.string().regex(/^[0-9A-HJKMNP-TV-Y]{13}$/);

export const Language = z.enum(["kk", "ru", "en"]);
export type Language = z.output<typeof Language>;

/** The most that a certification request or a signature may weigh, in bytes. */
export const MAX_DER = 16_384;
