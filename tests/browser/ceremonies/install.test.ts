import { expect, it, vi } from "vitest";
import { confirmInstalled, findWaitingKeys, makeKeyFiles, readWaitingFile } from "#browser/ceremonies/install.ts";
import { beginReissue } from "#browser/ceremonies/reissue.ts";
import { forgetKeys, openKeyFiles } from "#browser/keystore/key-session.ts";
import { toBase64 } from "#pki/bytes.ts";
import { SubmitReissue } from "#portal/requests/contract.ts";
import { NEW_PASSWORD, PASSWORD } from "../test-keys.ts";
import { pickedFolder } from "./picked-folder.ts";
import { asFile, CODE, NUMBER, visit } from "./visit.ts";

// what the full number of rounds is worth is proved where key files are written; here they would only take time
vi.mock(import("#pki/pbes2.ts"), async (original) => ({ ...(await original()), PBKDF2_ITERATIONS: 1_000 }));

const { keys, store, answers, bodyFor, keyId, form } = visit();

it("makes two key files that open, from this browser or from the waiting file, and forgets the waiting keys last", async () => {
  const begun = await beginReissue({ form, storage: "PERSONAL_COMPUTER", keyAlgorithm: "EC-P256", language: "kk" });
  answers.set("/api/requests", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
  await begun.finish(await keyId("sign"), CODE);
  const folder = pickedFolder();
  await expect(begun.waitingFile.save()).resolves.toBe("FOLDER");
  const [[name, text] = []] = folder;
  expect(name).toBe(`TANBA_${NUMBER}.pem`);

  const { authCsr, signCsr } = SubmitReissue.parse(bodyFor("/api/requests"));
  const [root, issuer] = [keys.anchors.roots[0], keys.anchors.issuing[0]];
  const pair = { auth: keys.answer("AUTH", authCsr), sign: keys.answer("SIGN", signCsr), issuer, root };
  const wire = Object.fromEntries(Object.entries(pair).map(([name, der]) => [name, toBase64(der ?? new Uint8Array())]));
  answers.set(`/api/requests/${NUMBER}/certificates`, () => Response.json(wire));
  forgetKeys();

  const inBrowser = await findWaitingKeys(NUMBER);
  const fromFile = await readWaitingFile(asFile({ name: "any.pem", bytes: text ?? new Uint8Array() }), PASSWORD);
  for (const waiting of [inBrowser, fromFile]) {
    if (!waiting) throw new Error("no waiting keys");
    const files = await makeKeyFiles({ number: NUMBER, waiting, password: NEW_PASSWORD });
    const { keys: opened } = await openKeyFiles(files.map(asFile), NEW_PASSWORD);
    expect(opened.map(({ purpose, issuer: from }) => [purpose, from])).toEqual([
      ["SIGN_IN", "OURS"],
      ["SIGNING", "OURS"],
    ]);
    const other = makeKeyFiles({ number: "Z".repeat(13), waiting, password: NEW_PASSWORD });
    await expect(other).toRejectWithCode("WAITING_KEYS_DIFFER");
  }

  expect(store.records.size).toBe(1);
  answers.set(`/api/requests/${NUMBER}/installation`, () => Response.json({ code: "INTERNAL" }, { status: 500 }));
  await expect(confirmInstalled(NUMBER)).toRejectWithCode("INTERNAL");
  expect(store.records.size).toBe(1);
  answers.delete(`/api/requests/${NUMBER}/installation`);
  await confirmInstalled(NUMBER);
  expect(store.records.size).toBe(0);
});
