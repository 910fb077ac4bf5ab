import { createKeyRing, type KeyRing } from "#browser/keystore/key-ring.ts";
import type { PickedFile } from "#browser/keystore/open-key-file.ts";
import { NOW } from "#tests/pki/openssl-authority.ts";
import { memoryStore, PASSWORD, type TestKeys } from "./test-keys.ts";

/** A key ring that trusts the test's authority. */
export async function testKeyRing({ anchors }: TestKeys, store = memoryStore()): Promise<KeyRing> {
  const keyRing = createKeyRing({ now: () => NOW, store });
  await keyRing.trust(anchors);
  return keyRing;
}

/** Opens a file that has one key. */
export async function openOne(keyRing: KeyRing, file: PickedFile) {
  const { keys, problems } = await keyRing.open({ files: [file], password: PASSWORD });
  const [key] = keys;
  if (!key) throw new Error(JSON.stringify(problems));
  return key;
}
