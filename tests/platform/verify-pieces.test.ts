import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { expect, it } from "vitest";
import { verifyPieces } from "#platform/verify-pieces.ts";

const PIECES = [1, 0, 70_000, 5].map((length) => new Uint8Array(randomBytes(length)));
const KEYS = {
  "ECDSA-P256-SHA256": generateKeyPairSync("ec", { namedCurve: "P-256" }),
  "ECDSA-P384-SHA384": generateKeyPairSync("ec", { namedCurve: "P-384" }),
  "RSA-SHA256": generateKeyPairSync("rsa", { modulusLength: 2048 }),
} as const;

it.each(Object.keys(KEYS) as (keyof typeof KEYS)[])(
  "what is signed by %s as a whole is verified in pieces, and nothing else",
  async (algorithm) => {
    const { publicKey, privateKey } = KEYS[algorithm];
    const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
    const digest = algorithm.endsWith("384") ? "sha384" : "sha256";
    const signature = new Uint8Array(sign(digest, Buffer.concat(PIECES), privateKey));
    const verify = (pieces: readonly Uint8Array[], by: Uint8Array, key = spki) =>
      verifyPieces(algorithm, key, pieces, by);

    expect(await verify(PIECES, signature)).toBe(true);
    expect(await verify([new Uint8Array(Buffer.concat(PIECES))], signature)).toBe(true);
    expect(await verify(PIECES.toReversed(), signature)).toBe(false);
    expect(await verify(PIECES.slice(0, -1), signature)).toBe(false);
    expect(await verify(PIECES, signature.with(-1, Number(signature.at(-1)) ^ 1))).toBe(false);
    expect(await verify(PIECES, new Uint8Array())).toBe(false);
    expect(await verify(PIECES, signature, new Uint8Array(8))).toBe(false);
    const other = algorithm === "RSA-SHA256" ? "ECDSA-P256-SHA256" : "RSA-SHA256";
    expect(await verifyPieces(other, spki, PIECES, signature)).toBe(false);
  },
);
