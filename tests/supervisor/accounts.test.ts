import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { reachableBy } from "#platform/reachable-by.ts";
import { ownIdentities } from "#supervisor/accounts.ts";
import { ROOT } from "#supervisor/build.ts";
import { makeFolders } from "#supervisor/folders.ts";
import { secret } from "#supervisor/secrets.ts";

const isRoot = process.getuid?.() === 0;
const STRANGER = { name: "stranger", uid: 65_000, gid: 65_000 };

function home(): string {
  const folder = mkdtempSync(join(tmpdir(), "tanba-home-"));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

it("C16, F7: as root each process has an identity of its own, and web no way to the signer's socket or key", () => {
  const folders = makeFolders(join(home(), "var"));
  const key = join(folders.authority, "issuing.key.pem");
  writeFileSync(key, "", { mode: 0o600 });
  const ownKey = join(folders.status, "ocsp.key.pem");
  writeFileSync(ownKey, "", { mode: 0o600 });
  const identities = ownIdentities(folders);
  if (!isRoot || !reachableBy(STRANGER, ROOT)) return expect(identities).toBeUndefined();

  const { signer, worker, web, status, sink } = identities ?? expect.fail("no identities");
  expect(new Set([signer.uid, worker.uid, web.uid, status.uid, sink.uid]).size).toBe(5);
  expect(worker.gid).toBe(signer.gid);
  expect([web.gid, status.gid, sink.gid]).not.toContain(signer.gid);
  for (const path of [folders.run, folders.signer, key]) expect(statSync(path).uid).toBe(signer.uid);
  expect([modeOf(folders.run), modeOf(folders.signer), modeOf(key)]).toEqual([0o750, 0o700, 0o600]);
  expect([statSync(folders.status).uid, modeOf(folders.status)]).toEqual([status.uid, 0o700]);
  expect(statSync(ownKey).uid).toBe(status.uid);
  expect(reachableBy({ name: "web", ...web }, folders.run)).toBe(false);
  expect(reachableBy({ name: "worker", ...worker }, folders.run)).toBe(true);
});

it("keeps secrets to their owner, and the same from one start to the next", () => {
  const { secrets } = makeFolders(join(home(), "var"));
  const first = secret(secrets, "tanba_web");
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(secret(secrets, "tanba_web")).toBe(first);
  expect(secret(secrets, "tanba_worker")).not.toBe(first);
  expect([modeOf(secrets), modeOf(join(secrets, "tanba_web"))]).toEqual([0o700, 0o600]);
});

it("puts sockets elsewhere when their path would be too long for the system", () => {
  const { run } = makeFolders(join(home(), "a-folder-with-a-long-name".repeat(5)));
  onTestFinished(() => rmSync(run, { recursive: true, force: true }));
  expect(Buffer.byteLength(join(run, "signer.sock"))).toBeLessThan(104);
});

it("sees that a folder above is closed to an account", () => {
  const folder = home();
  const inner = makeFolders(join(folder, "inner")).var;
  expect(reachableBy(STRANGER, inner)).toBe(true);
  chmodSync(folder, 0o700);
  expect(reachableBy(STRANGER, inner)).toBe(false);
  chmodSync(folder, 0o755);
});
