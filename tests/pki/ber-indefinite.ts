import { concatBytes } from "#pki/bytes.ts";
import { type DerNode, readDer, TAG } from "#pki/der.ts";
import { encode } from "#pki/der-write.ts";
import { PKCS12_LIMITS } from "#pki/pkcs12-bags.ts";

const END = Uint8Array.of(0, 0);
const CONSTRUCTED = 0x20;
const PIECE = 1_000;

/**
 * The same value as Java's BouncyCastle writes key files: every container of indefinite length, every long octet string in
 * pieces.
 */
export function berIndefinite(der: Uint8Array): Uint8Array {
  return rewrite(readDer(der, PKCS12_LIMITS));
}

function rewrite({ tag, content, children, der }: DerNode): Uint8Array {
  if (tag === TAG.OCTET_STRING && content.length > PIECE) {
    const pieces = Array.from({ length: Math.ceil(content.length / PIECE) }, (_, at) =>
      encode(TAG.OCTET_STRING, content.subarray(at * PIECE, (at + 1) * PIECE)),
    );
    return concatBytes(Uint8Array.of(tag | CONSTRUCTED, 0x80), ...pieces, END);
  }
  return tag & CONSTRUCTED ? concatBytes(Uint8Array.of(tag, 0x80), ...children.map(rewrite), END) : der;
}
