import { spawn } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";

/*
 * Starts Tańba for the browser tests as `npm start` does, where playwright.config.ts says, and takes its folder away at
 * the end.
 */
const given = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by playwright.config.ts`);
  return value;
};
const home = given("TANBA_E2E_VAR");
chmodSync(home, 0o755);

const server = spawn(process.execPath, [join(import.meta.dirname, "../../src/supervisor/main.ts")], {
  stdio: "inherit",
  env: {
    ...process.env,
    TANBA_VAR: home,
    TANBA_ORIGIN: given("TANBA_E2E_ORIGIN"),
    PORT: new URL(given("TANBA_E2E_ORIGIN")).port,
    TANBA_STATUS_URL: given("TANBA_E2E_STATUS_URL"),
    TANBA_SINK_PORT: new URL(given("TANBA_E2E_SINK_URL")).port,
    TANBA_SINK_SMTP_PORT: given("TANBA_SINK_SMTP_PORT"),
    TANBA_STATUS_PORT: new URL(given("TANBA_E2E_STATUS_URL")).port,
  },
});
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => server.kill("SIGTERM"));
server.once("exit", (code) => {
  rmSync(home, { recursive: true, force: true });
  process.exit(code ?? 1);
});
