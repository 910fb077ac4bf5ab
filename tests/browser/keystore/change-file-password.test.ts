import { expect, it, vi } from "vitest";
import { OLD } from "#tests/pki/key-files.ts";
import { testKeyRing } from "../test-key-ring.ts";
import { NEW_PASSWORD, PASSWORD, RSA_SIGN, testKeys } from "../test-keys.ts";

// what the full number of rounds is worth is proved where key files are written; here they would only take time
vi.mock(import("#pki/pbes2.ts"), async (original) => ({ ...(await original()), PBKDF2_ITERATIONS: 1_000 }));

const keys = testKeys();
const { openssl } = keys;
const old = keys.keyFile({ ...RSA_SIGN, name: "old-sign" }, OLD);

it("writes an old file anew in the modern form and leaves the old bytes alone", async () => {
  const keyRing = await testKeyRing(keys);
  const before = old.bytes.slice();
  const change = { file: old, oldPassword: PASSWORD, newPassword: NEW_PASSWORD };
  const changed = await keyRing.changePassword(change);

  expect(old.bytes).toEqual(before);
  expect(changed.name).toBe("old-sign.p12");
  await expect(keyRing.open({ files: [changed], password: NEW_PASSWORD })).resolves.toMatchObject({
    keys: [{}],
    problems: [],
  });
  openssl.write("changed.p12", changed.bytes);
  expect(openssl.says("pkcs12", "-in", "changed.p12", "-passin", `pass:${NEW_PASSWORD}`, "-info", "-noout")).toContain(
    "PBES2",
  );
  await expect(keyRing.changePassword({ ...change, oldPassword: "Wrong-1" })).toRejectWithCode("PASSWORD_WRONG");
  await expect(keyRing.changePassword({ ...change, newPassword: "1" })).toRejectWithCode("PASSWORD_RULE");
  const photo = { name: "photo.jpg", bytes: Uint8Array.of(1) };
  await expect(keyRing.changePassword({ ...change, file: photo })).toRejectWithCode("KEY_FILE_UNREADABLE");
});
