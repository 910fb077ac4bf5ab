import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readEnv } from "#platform/env.ts";
import { ROOT } from "#supervisor/build.ts";
import { makeFolders } from "#supervisor/folders.ts";
import { processOptions } from "#supervisor/processes.ts";

/** Values that are not the defaults. */
const GIVEN: Readonly<Record<string, string>> = {
  TANBA_ORIGIN: "https://account.example",
  PORT: "4000",
  TANBA_STATUS_PORT: "4001",
  TANBA_STATUS_URL: "https://status.example",
  TANBA_STATUS_INTERNAL_URL: "http://127.0.0.1:4001",
  TANBA_CRL_SHARDS: "3",
  TANBA_SIGNER_PER_MINUTE: "500",
  TANBA_REVOKE_REPLACED: "always",
  TANBA_TRUSTED_PROXIES: "2",
  TANBA_SOURCE_URL: "https://git.example/tanba",
  TANBA_LOG_LEVEL: "debug",
  TANBA_FAILPOINT: "nowhere",
  TANBA_FAILPOINTS_ALLOWED: "1",
};
const URLS = {
  ...{ tanba_web: "postgresql://web@x/t", tanba_worker: "postgresql://worker@x/t" },
  ...{ tanba_status: "postgresql://status@x/t", tanba_auditor: "postgresql://auditor@x/t" },
};

function environments(development = false) {
  const home = mkdtempSync(join(tmpdir(), "tanba-home-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const register = { ownerUrl: "", urls: URLS, cluster: undefined };
  const surroundings = { env: readEnv(GIVEN), folders: makeFolders(home), register, development };
  const { web, worker, status, signer } = processOptions({ ...surroundings, onDeath: () => undefined });
  return { web: web.env, worker: worker.env, status: status.env, signer: signer.env };
}

it.each(Object.entries(GIVEN))("hands %s on to a process", (name, value) => {
  const reached = Object.values(environments()).filter((env) => (env as Record<string, string>)[name] === value);
  expect(reached).not.toEqual([]);
});

it("tells web and worker the same of what becomes of old keys", () => {
  const { web, worker } = environments();
  expect([web, worker]).toMatchObject([{ TANBA_REVOKE_REPLACED: "always" }, { TANBA_REVOKE_REPLACED: "always" }]);
});

it("has the policy of old keys in containers too", () => {
  expect(readFileSync(join(ROOT, "docker-compose.yml"), "utf8")).toContain("TANBA_REVOKE_REPLACED: $");
});
