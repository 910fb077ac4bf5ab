import { createECDH, createPublicKey, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concatBytes, fromBase64 } from "#pki/bytes.ts";
import { bitString, oid, sequence } from "#pki/der-write.ts";
import { requireAllowedKey } from "#pki/key-policy.ts";
import { OID } from "#pki/oid.ts";
import { hasRocaFingerprint, hasSmallFactor } from "#pki/weak-modulus.ts";
import {
  BADKEYS_NOT_FOUND,
  BADKEYS_PRIME,
  BADKEYS_REFUSED,
  BADKEYS_SOUND,
  PUBLISHED_KEYS,
  WEAK_MODULI,
} from "./published-weak-keys.ts";
import { RSA_TYPE, rsaSpki } from "./rsa-spki.ts";
import { WITH_A_SMALL_FACTOR, WITHOUT_A_SMALL_FACTOR } from "./wycheproof-composites.ts";

const spkiOf = (pkcs1: string) => sequence(RSA_TYPE, bitString(fromBase64(pkcs1)));
const p256 = (point: Uint8Array) => sequence(sequence(oid(OID.ecPublicKey), oid(OID.p256)), bitString(point));

function spkiOfJwk(key: Readonly<Record<string, string>>): Uint8Array {
  return new Uint8Array(createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "der" }));
}

describe("a weak key that others have collected", () => {
  it.each(BADKEYS_REFUSED)("B3: %s of badkeys is refused", (_, pkcs1) => {
    expect(() => requireAllowedKey(spkiOf(pkcs1))).toThrowWithCode("KEY_REFUSED");
  });

  it.each(WEAK_MODULI)("B3: %s is refused", (_, modulus) => {
    expect(() => requireAllowedKey(rsaSpki(BigInt(`0x${modulus}`)))).toThrowWithCode("KEY_REFUSED");
  });

  it("B3: of the chips of ROCA is known by its marks, and its neighbour is not", () => {
    const [, mod03 = ""] = WEAK_MODULI.find(([name]) => name.startsWith("mod03")) ?? [];
    expect(hasRocaFingerprint(BigInt(`0x${mod03}`))).toBe(true);
    expect(hasRocaFingerprint(BigInt(`0x${mod03}`) + 2n)).toBe(false);
  });

  it("is allowed when badkeys finds no fault in it", () => {
    expect(requireAllowedKey(spkiOf(BADKEYS_SOUND))).toBe("RSA-2048");
  });

  it.each([...BADKEYS_NOT_FOUND, ["rsa-nprime", BADKEYS_PRIME] as const])(
    "passes where only a list, the register or a test of primality finds it: %s",
    (_, pkcs1) => expect(requireAllowedKey(spkiOf(pkcs1))).toBe("RSA-2048"),
  );
});

describe("a key whose private half is printed in a standard", () => {
  it.each(PUBLISHED_KEYS)("B3: %s is refused", (_, jwk) => {
    expect(() => requireAllowedKey(spkiOfJwk(jwk))).toThrowWithCode("KEY_REFUSED");
  });

  it.each([1n, BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550")])(
    "B3: the secret %d is refused, one or minus one",
    (secret) => {
      const ecdh = createECDH("prime256v1");
      ecdh.setPrivateKey(secret.toString(16).padStart(64, "0"), "hex");
      expect(() => requireAllowedKey(p256(ecdh.getPublicKey()))).toThrowWithCode("KEY_REFUSED");
    },
  );
});

describe("a modulus with a factor that only looks like a prime", () => {
  it.each(WITH_A_SMALL_FACTOR)("B3: of Wycheproof's vector %d is refused", (_, value) => {
    for (let i = 0; i < 20; i++) {
      expect(() => requireAllowedKey(rsaSpki(multipleOf(BigInt(`0x${value}`))))).toThrowWithCode("KEY_REFUSED");
    }
  });

  it.each(WITHOUT_A_SMALL_FACTOR)("cannot be told from a sound one: Wycheproof's vector %d", (_, value) => {
    expect(requireAllowedKey(rsaSpki(multipleOf(BigInt(`0x${value}`))))).toBe("RSA-2048");
  });
});

/** A modulus of 2048 bits with this factor, which has no small factor but those of `factor`. */
function multipleOf(factor: bigint): bigint {
  const bytes = concatBytes(Uint8Array.of(0xc0), randomBytes(255));
  for (let other = BigInt(`0x${Buffer.from(bytes).toString("hex")}`) / factor; ; other++) {
    if (!hasSmallFactor(other)) return factor * other;
  }
}
