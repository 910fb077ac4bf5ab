import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { freePort } from "./src/platform/free-port.ts";
import { needProgram } from "./tests/support/need.ts";

/*
 * A complete Tańba of its own for the browser tests: a folder and ports that nobody else has. Tests find them in the
 * environment: TANBA_E2E_ORIGIN, TANBA_E2E_STATUS_URL, TANBA_E2E_SINK_URL, and TANBA_E2E_VAR with demo-keys/ inside. The first of the
 * processes that load this file chooses, the others inherit.
 */
process.env["TANBA_E2E_VAR"] ??= mkdtempSync(join(tmpdir(), "tanba-e2e-"));
process.env["TANBA_E2E_ORIGIN"] ??= `http://localhost:${await freePort()}`;
process.env["TANBA_E2E_STATUS_URL"] ??= `http://localhost:${await freePort()}`;
process.env["TANBA_E2E_SINK_URL"] ??= `http://localhost:${await freePort()}`;
process.env["TANBA_SINK_SMTP_PORT"] ??= String(await freePort());
const origin = process.env["TANBA_E2E_ORIGIN"];

/** The flags keep Chromium from the network and let it run as root. */
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  timeout: 240_000,
  // opening a key file takes 600,000 rounds twice, and CI's processors are two
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: false,
  // the longest first: nobody waits for it at the end
  projects: [
    { name: "steps", testMatch: "**/steps.spec.ts" },
    { name: "all others", testMatch: "**/*.spec.ts", testIgnore: "**/steps.spec.ts" },
  ],
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    baseURL: origin,
    browserName: "chromium",
    headless: true,
    // a trace takes a sixth of the processors: whoever looks for a fault asks for it with --trace on
    trace: "off",
    launchOptions: {
      executablePath: needProgram("chromium"),
      args: asRoot ? ["--no-sandbox", ...FLAGS] : FLAGS,
    },
  },
  webServer: {
    command: `"${process.execPath}" tests/support/e2e-server.ts`,
    url: `${origin}/api/health/ready`,
    timeout: 300_000,
    stdout: "pipe",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
  },
});
