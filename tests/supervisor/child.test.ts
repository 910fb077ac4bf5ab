import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { type Child, type ChildOptions, keepRunning } from "#supervisor/child.ts";

/** Runs a program under the supervisor's care; what it says lands in `said()`. */
function kept(program: string, options: Partial<ChildOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tanba-child-"));
  const log = join(folder, "log");
  const deaths: string[] = [];
  const child: Child = keepRunning({
    ...{
      name: "child",
      command: process.execPath,
      args: ["-e", program],
      cwd: folder,
      env: { PATH: "/usr/bin:/bin" },
      log,
    },
    onDeath: (message) => deaths.push(message),
    ...options,
  });
  onTestFinished(async () => {
    await child.stop();
    rmSync(folder, { recursive: true });
  });
  return { child, deaths, said: () => readFileSync(log, "utf8") };
}

const STAYS = "console.log('up ' + process.pid); setInterval(() => {}, 1000)";
const soon = { timeout: 10_000, interval: 20 };

it("starts again what dies, later each time that it dies young", async () => {
  const { child, deaths, said } = kept(STAYS);
  for (const lives of [1, 2, 3]) {
    await vi.waitFor(() => expect(said().match(/up/g)).toHaveLength(lives), soon);
    if (lives < 3) process.kill(child.pid() ?? 0, "SIGKILL");
  }
  expect(deaths.map((message) => message.replace(/;.*/, ""))).toEqual([
    "child ended (SIGKILL), again in 0.25 s",
    "child ended (SIGKILL), again in 0.5 s",
  ]);
});

it("does not start again what was told to stop", async () => {
  const { child, deaths, said } = kept(STAYS);
  await vi.waitFor(() => expect(said()).toContain("up"), soon);
  await child.stop();
  expect(child.pid()).toBeUndefined();
  expect(deaths).toEqual([]);
});

it("stops while it waits to start again", async () => {
  const { child, deaths } = kept("process.exit(3)");
  await vi.waitFor(() => expect(deaths[0]).toContain("code 3"), soon);
  await child.stop();
});

it("F6: hands a secret over on descriptor 3, and neither in an argument nor in a variable", async () => {
  const program = `
    const fs = require("fs");
    const secret = fs.readFileSync(3, "utf8");
    const seen = process.argv.join() + JSON.stringify(process.env) + fs.readFileSync("/proc/self/cmdline", "utf8");
    console.log(secret.length + " " + seen.includes(secret)); setInterval(() => {}, 1000)`;
  const { said } = kept(program, { secret: "a-passphrase-of-thirty-letters" });
  await vi.waitFor(() => expect(said()).toBe("30 false\n"), soon);
});

it("F7: allows no core file and passes none of its own variables on", async () => {
  const program = `console.log(require("fs").readFileSync("/proc/self/limits", "utf8").match(/Max core file size +(\\d+)/)[1],
    Object.keys(process.env).filter((name) => name !== "PWD").toSorted().join()); setInterval(() => {}, 1000)`;
  const { said } = kept(program, { env: { PATH: "/usr/bin:/bin", OWN: "1" } });
  await vi.waitFor(() => expect(said()).toBe("0 NODE_ENV,OWN,PATH\n"), soon);
});

it("ends with a supervisor that was killed", async () => {
  const keeper = `
    import { keepRunning } from "${join(import.meta.dirname, "../../src/supervisor/child.ts")}";
    const child = keepRunning({ name: "child", command: process.execPath, args: ["-e", "setInterval(() => {}, 1000)"],
      cwd: "/", env: { PATH: "/usr/bin:/bin" }, log: "/dev/null", onDeath: () => {} });
    setTimeout(() => console.log("child " + child.pid()), 200);
    setInterval(() => {}, 1000);`;
  const { child, said } = kept("", { args: ["--input-type=module-typescript", "-e", keeper] });
  await vi.waitFor(() => expect(said()).toMatch(/child \d+/), soon);
  const grandchild = Number(said().match(/child (\d+)/)?.[1]);
  expect(process.kill(grandchild, 0)).toBe(true);
  process.kill(child.pid() ?? 0, "SIGKILL");
  await vi.waitFor(() => expect(() => process.kill(grandchild, 0)).toThrow("ESRCH"), soon);
});
