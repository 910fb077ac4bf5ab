import { expect, it, vi } from "vitest";
import { changeFilePassword } from "#browser/keystore/change-file-password.ts";
import { explicit, integer, octetString, oid, sequence } from "#pki/der-write.ts";
import { openBags } from "#pki/pkcs12.ts";
import { type BagsToSeal, sealBags } from "#pki/pkcs12-seal.ts";
import { berIndefinite } from "#tests/pki/ber-indefinite.ts";
import { OLD } from "#tests/pki/key-files.ts";
import { NEW_PASSWORD, PASSWORD, RSA_SIGN, testKeys } from "../test-keys.ts";

// what the full number of rounds is worth is proved where key files are written; here they would only take time
vi.mock(import("#pki/pbes2.ts"), async (original) => ({ ...(await original()), PBKDF2_ITERATIONS: 1_000 }));

const keys = testKeys();
const { openssl } = keys;
const NAMED = ["-name", "Менің кілтім", "-certfile", "issuing.pem"];
const old = keys.keyFile({ ...RSA_SIGN, name: "old-sign" }, [...OLD, ...NAMED]);
const modern = keys.keyFile({ ...RSA_SIGN, name: "new-sign" }, NAMED);
const ended = keys.keyFile({ ...RSA_SIGN, name: "ended", until: "20261101000000Z" });
const alien = keys.keyFile({ ...RSA_SIGN, name: "alien", issuer: undefined }, OLD);

const change = (bytes: Uint8Array, options: { oldPassword?: string; newPassword?: string } = {}) =>
  changeFilePassword({
    file: { name: "any name.p12", bytes },
    ...{ oldPassword: PASSWORD, newPassword: NEW_PASSWORD, ...options },
  });

/** Everything in a key file as OpenSSL tells it: names, identifiers, certificates, the key in the clear. */
function contentOf(bytes: Uint8Array, password: string): string {
  openssl.write("told.p12", bytes);
  return openssl.says("pkcs12", "-legacy", "-in", "told.p12", "-passin", `pass:${password}`, "-noenc");
}

it.each([
  ["an old file, its chain and its name", old.bytes],
  ["an old file in BER, as the national authority's are", berIndefinite(old.bytes)],
  ["a modern file", modern.bytes],
  ["a key whose certificate has expired", ended.bytes],
  ["another authority's key", alien.bytes],
])("H3: writes %s in the modern form, with the same content, and leaves the old bytes alone", async (_, bytes) => {
  const before = bytes.slice();
  const told = contentOf(bytes, PASSWORD);
  const changed = await change(bytes);

  expect(bytes).toEqual(before);
  expect(changed.name).toBe("any name.p12");
  expect(contentOf(changed.bytes, NEW_PASSWORD)).toBe(told);
  expect(told).toContain("BEGIN PRIVATE KEY");
  const info = ["pkcs12", "-in", "told.p12", "-noout", "-info"] as const;
  expect(openssl.says(...info, "-passin", `pass:${NEW_PASSWORD}`).match(/PBES2.*AES-256.*SHA256/g)).toHaveLength(2);
  expect(openssl.accepts(...info, "-passin", `pass:${PASSWORD}`)).toBe(false);
});

it("refuses a password that is wrong, against the rule or the old one, before it writes anything", async () => {
  await expect(change(old.bytes, { oldPassword: "Wrong-1" })).toRejectWithCode("PASSWORD_WRONG");
  await expect(change(old.bytes, { newPassword: "1" })).toRejectWithCode("PASSWORD_RULE");
  await expect(change(old.bytes, { newPassword: PASSWORD })).toRejectWithCode("PASSWORD_SAME");
});

it("refuses what is no key file, or holds no key", async () => {
  await expect(change(Uint8Array.of(1))).toRejectWithCode("KEY_FILE_UNREADABLE");
  const certificate = keys.openssl.read("new-sign.pem");
  openssl.write("trust.pem", certificate);
  openssl.run("pkcs12", "-export", "-nokeys", "-in", "trust.pem", "-out", "trust.p12", "-passout", `pass:${PASSWORD}`);
  await expect(change(openssl.read("trust.p12"))).toRejectWithCode("KEY_FILE_UNREADABLE");
});

it("refuses a file with more in it than one key and its certificates, since that would be lost", async () => {
  const bags = await openBags(modern.bytes, PASSWORD, { crypto });
  const [key] = bags.filter(({ kind }) => kind === "KEY");
  if (!key) throw new Error("no key inside");
  const twoKeys: BagsToSeal = { certificates: [], keys: [key, key] };
  await expect(change(await sealBags(twoKeys, PASSWORD, { crypto, iterations: 1 }))).toRejectWithCode(
    "KEY_FILE_HOLDS_MORE",
  );

  const data = (content: Uint8Array) => sequence(oid("1.2.840.113549.1.7.1"), explicit(0, octetString(content)));
  const bag = (kind: number, value: Uint8Array) =>
    sequence(oid(`1.2.840.113549.1.12.10.1.${kind}`), explicit(0, value));
  const secret = bag(5, sequence(oid("1.2.3"), explicit(0, octetString(new Uint8Array(8)))));
  const withSecret = sequence(integer(3), data(sequence(data(sequence(bag(1, key.bytes), secret)))));
  await expect(change(withSecret)).toRejectWithCode("KEY_FILE_HOLDS_MORE");
});

it("hands nothing out where the browser wrote something else than it was given", async () => {
  const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
  const faulty = vi.spyOn(crypto.subtle, "encrypt").mockImplementation(async (cipher, key, plain) => {
    const bytes = new Uint8Array(await encrypt(cipher, key, plain));
    bytes.set([Number(bytes.at(40)) ^ 1], 40);
    return bytes.buffer;
  });
  try {
    await expect(change(old.bytes)).toRejectWithCode("KEY_FILE_NOT_WRITTEN");
  } finally {
    faulty.mockRestore();
  }
});
