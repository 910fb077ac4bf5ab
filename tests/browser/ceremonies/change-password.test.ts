import { expect, it, vi } from "vitest";
import { changePassword } from "#browser/ceremonies/change-password.ts";
import { openKeyFiles } from "#browser/keystore/key-session.ts";
import { NEW_PASSWORD, PASSWORD } from "../test-keys.ts";
import { asFile, visit } from "./visit.ts";

// what the full number of rounds is worth is proved where key files are written; here they would only take time
vi.mock(import("#pki/pbes2.ts"), async (original) => ({ ...(await original()), PBKDF2_ITERATIONS: 1_000 }));

const { files, sent } = visit();

it("H1: changes the password of a key file without sending anything", async () => {
  const changed = await changePassword(asFile(files.sign), PASSWORD, NEW_PASSWORD);
  await expect(openKeyFiles([asFile(changed)], NEW_PASSWORD)).resolves.toMatchObject({
    keys: [{ purpose: "SIGNING" }],
  });
  await expect(openKeyFiles([asFile(files.sign)], PASSWORD)).resolves.toMatchObject({ problems: [] });
  expect(sent).toEqual([]);
});

it("does not read a file that is too large", async () => {
  const large = asFile({ name: "large.p12", bytes: new Uint8Array(1_048_577) });
  await expect(changePassword(large, PASSWORD, NEW_PASSWORD)).toRejectWithCode("KEY_FILE_UNREADABLE");
});
