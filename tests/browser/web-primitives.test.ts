import { generateKeyPairSync, sign as nodeSign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { webPrimitives } from "#browser/web-primitives.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import { changedBytes } from "#tests/pki/hostile-bytes.ts";

const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEYS = {
  "RSA-SHA256": { ...RSA, hash: "sha256" },
  "RSA-SHA384": { ...RSA, hash: "sha384" },
  "RSA-SHA512": { ...RSA, hash: "sha512" },
  "ECDSA-P256-SHA256": { ...generateKeyPairSync("ec", { namedCurve: "P-256" }), hash: "sha256" },
  "ECDSA-P384-SHA384": { ...generateKeyPairSync("ec", { namedCurve: "P-384" }), hash: "sha384" },
} as const satisfies Record<SignatureAlgorithm, object>;
const ALGORITHMS = ["RSA-SHA256", "RSA-SHA384", "RSA-SHA512", "ECDSA-P256-SHA256", "ECDSA-P384-SHA384"] as const;

const data = new TextEncoder().encode("TANBA-SIGN/1");
const spkiOf = (algorithm: SignatureAlgorithm) =>
  new Uint8Array(KEYS[algorithm].publicKey.export({ type: "spki", format: "der" }));
const signed = (algorithm: SignatureAlgorithm) =>
  new Uint8Array(nodeSign(KEYS[algorithm].hash, data, KEYS[algorithm].privateKey));

describe.each(ALGORITHMS)("%s", (algorithm) => {
  const verify = (signature: Uint8Array, content = data, spki = spkiOf(algorithm)) =>
    webPrimitives.verify(algorithm, spki, content, signature);

  it("accepts what OpenSSL signed, however short its numbers are", async () => {
    for (let round = 0; round < 300; round++) expect(await verify(signed(algorithm))).toBe(true);
  });

  it("judges a changed signature as the server does, and throws for none", async () => {
    const property = fc.asyncProperty(changedBytes([signed(algorithm)]), async (signature) => {
      const atServer = await nodePrimitives.verify(algorithm, spkiOf(algorithm), data, signature);
      expect(await verify(signature)).toBe(atServer);
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it("refuses other content, another kind of key and what is no key", async () => {
    const other = algorithm.startsWith("RSA") ? "ECDSA-P256-SHA256" : "RSA-SHA256";
    expect(await verify(signed(algorithm), data.subarray(1))).toBe(false);
    expect(await verify(signed(algorithm), data, spkiOf(other))).toBe(false);
    expect(await verify(signed(algorithm), data, Uint8Array.of(0x30, 0))).toBe(false);
  });
});

it.each(["SHA-1", "SHA-256", "SHA-384", "SHA-512"] as const)(
  "digests with %s as the server does",
  async (algorithm) => {
    expect(await webPrimitives.digest(algorithm, data)).toEqual(await nodePrimitives.digest(algorithm, data));
  },
);
