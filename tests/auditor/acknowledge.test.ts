import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { acknowledge } from "#auditor/acknowledge.ts";
import { leafHash, treeHash } from "#pki/merkle.ts";
import { testHierarchy, testLogSigner } from "#tests/support/authority.ts";

const WORD = { by: "an operator", reason: "put back from a backup", at: new Date("2026-11-26T00:00:00Z") };
const first = (count: number) => ({
  ...{ last: 0, size: count, proof: [] },
  root: treeHash(Array.from({ length: count }, (_, at) => leafHash(Uint8Array.of(at)))),
});

it("F4: an operator's word lets the signer go on by another name, each time once", async () => {
  const signer = await testLogSigner(await testHierarchy());
  const files = { checkpoints: signer.checkpointsPath, givenUp: signer.givenUpPath };
  expect(() => acknowledge(files, signer.key, WORD)).toThrow("nothing to give up");
  for (const name of ["log", "log/2", "log/3"]) {
    await signer.signCheckpoint(first(5));
    const { origin } = await signer.signedLast();
    expect(origin).toBe(`status.tanba.test/${name}`);
    expect(acknowledge(files, signer.key, WORD)).toMatchObject({ by: WORD.by, reason: WORD.reason, origin, size: 5 });
    expect(() => acknowledge(files, signer.key, WORD)).toThrow("nothing to give up");
  }
  expect(await signer.signedLast()).toMatchObject({ origin: "status.tanba.test/log/4", size: 0 });
});

it.each([
  [["acknowledge", "--by", "an operator"], "usage: npm run audit"],
  [[], "usage: npm run audit"],
  [["rewrite"], "usage: npm run audit"],
  [["prove-check", "nowhere.json"], "There is no file nowhere.json."],
  [["verify", "--dump", "nowhere.sql", "--checkpoints", "nowhere.txt"], "There is no file nowhere.sql."],
  [["verify", "--dump", "package.json", "--checkpoints", "nowhere.txt"], "There is no file nowhere.txt."],
  [["dump", "--everything"], "Unknown option '--everything'"],
])("tells whoever asks for %j how it goes on, and leaves with another code than 0", (args, said) => {
  const home = join(dirname(import.meta.dirname), "nowhere");
  const run = () =>
    execFileSync(process.execPath, ["src/auditor/main.ts", ...args], {
      env: { ...process.env, DATABASE_URL: "", TANBA_VAR: home },
      stdio: "pipe",
    });
  expect(run).toThrow(said);
  expect(run).not.toThrow(/\n {4}at /);
});
