import type { Anchors } from "#pki/path.ts";
import type { Slot } from "#platform/prisma/enums.ts";
import type { IssuedPair } from "./contract.ts";

interface Issued {
  readonly slot: Slot;
  readonly der: Uint8Array<ArrayBuffer>;
  readonly issuer: { readonly der: Uint8Array<ArrayBuffer> };
}

/** The two certificates of a request with those above them; null before both are issued. */
export function pairOf(certificates: readonly Issued[], anchors: Anchors): IssuedPair | null {
  const auth = certificates.find(({ slot }) => slot === "AUTH");
  const sign = certificates.find(({ slot }) => slot === "SIGN");
  const [root] = anchors.roots;
  if (!auth || !sign || !root) return null;
  return { auth: auth.der, sign: sign.der, issuer: auth.issuer.der, root: Uint8Array.from(root.der) };
}
