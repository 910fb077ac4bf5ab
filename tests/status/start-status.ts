import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { freePort } from "#platform/free-port.ts";
import { issueServices } from "#portal/services/issue-services.ts";
import { startProcess, type TestProcess } from "#tests/support/process.ts";
import type { World } from "#tests/support/world.ts";

export interface TestStatus extends TestProcess {
  at(path: string): string;
}

/** A status process over a world's register, with keys that the world's worker has certified, and where it answers. */
export async function startStatus(here: World, env: Readonly<Record<string, string>> = {}): Promise<TestStatus> {
  const port = env["TANBA_STATUS_PORT"] ?? (await freePort());
  const own = { STATUS_DATABASE_URL: here.database.urlAs("status"), TANBA_STATUS_PORT: String(port) };
  const status = await startProcess("status", { ...own, ...env });
  expect(status.said()).toBe("");
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  await eventually(
    async () => {
      await issueServices(here.issuing);
      return (await fetch(at("/health/ready"))).text();
    },
    (health) => !/ocsp|key-of/.test(health),
  );
  return { ...status, at };
}

/** Asks again until the answer fits: the register's word takes a moment to arrive. */
export async function eventually<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (const until = performance.now() + 15_000; ; await pause(20)) {
    const answer = await ask();
    if (fits(answer) || performance.now() > until) return answer;
  }
}
