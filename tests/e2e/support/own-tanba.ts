import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { freePort } from "#platform/free-port.ts";

/** A complete Tańba beside the one of all browser tests: for what would change the others' ways. */
export interface OwnTanba {
  /** Where its demo-keys/ lie. */
  readonly home: string;
  readonly origin: string;
  readonly sink: string;
  stop(): Promise<void>;
}

/** Starts one, which takes a minute or two. @param settings of its environment */
export async function ownTanba(settings: Readonly<Record<string, string>> = {}): Promise<OwnTanba> {
  const home = mkdtempSync(join(tmpdir(), "tanba-e2e-"));
  const address = async () => `http://localhost:${await freePort()}`;
  const [origin, sink] = [await address(), await address()];
  const server = spawn(process.execPath, ["tests/support/e2e-server.ts"], {
    stdio: "ignore",
    env: {
      ...{ ...process.env, ...settings, TANBA_E2E_VAR: home, TANBA_E2E_ORIGIN: origin, TANBA_E2E_SINK_URL: sink },
      TANBA_E2E_STATUS_URL: await address(),
      TANBA_SINK_SMTP_PORT: String(await freePort()),
    },
  });
  await expect(async () => {
    expect(server.exitCode).toBeNull();
    expect((await fetch(`${origin}/api/health/ready`)).ok).toBe(true);
  }).toPass({ timeout: 240_000, intervals: [1_000] });
  return {
    ...{ home, origin, sink },
    async stop() {
      server.kill("SIGTERM");
      await once(server, "exit");
    },
  };
}
