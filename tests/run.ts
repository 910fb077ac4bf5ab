import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { needProgram, type ProgramName } from "./support/need.ts";

/*
 * What `npm test`, `npm run check`, `npm run test:e2e` and `npm run test:interop` do: steps one after the other, all of them
 * even when one fails, and at the end one line that counts. A test that was skipped counts as failed.
 */

interface Step {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly needs?: readonly ProgramName[];
  /** A report that the command writes; without one the step itself is what is counted. */
  readonly report?: "vitest" | "playwright";
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const ROOT = join(import.meta.dirname, "..");
const REPORTS = join(ROOT, "test-results");
const reportOf = (kind: "vitest" | "playwright") => join(REPORTS, `${kind}.json`);
const vitest = (...args: string[]) =>
  [
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportOf("vitest")}`,
    ...args,
  ] as const;

const CHECK: readonly Step[] = [
  { name: "format and lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { name: "route types", command: ["next", "typegen"] },
  { name: "types", command: ["tsc", "--noEmit", "-p", "."] },
  { name: "the dependency rule", command: ["depcruise", "--config", "dependency-cruiser.config.ts", "src", "prisma"] },
  { name: "dead code", command: ["knip", "--no-progress"] },
];

const BUILD: Step = { name: "the build", command: ["node", "src/supervisor/build-main.ts", "--if-older"] };
const E2E: readonly Step[] = [
  BUILD,
  {
    name: "in Chromium",
    command: ["playwright", "test", "--grep-invert", "@long"],
    needs: ["chromium", "openssl"],
    report: "playwright",
  },
];

const PLANS: Readonly<Record<string, readonly Step[]>> = {
  check: CHECK,
  e2e: E2E,
  all: [
    ...CHECK,
    {
      name: "unit, integration and interop with OpenSSL",
      command: vitest("--project", "unit", "--project", "integration"),
      needs: ["openssl"],
      report: "vitest",
    },
    ...E2E,
  ],
  long: [
    { name: "long", command: vitest("--project", "long"), needs: ["openssl"], report: "vitest" },
    BUILD,
    {
      name: "long in Chromium",
      command: ["playwright", "test", "--grep", "@long"],
      needs: ["chromium"],
      report: "playwright",
    },
  ],
  interop: [
    {
      name: "interop with Java, GnuTLS and nginx",
      command: vitest("--project", "interop"),
      needs: ["openssl", "keytool", "javac", "certtool", "ocsptool", "nginx"],
      report: "vitest",
    },
  ],
};

function run(steps: readonly Step[]): Count {
  mkdirSync(REPORTS, { recursive: true });
  for (const kind of ["vitest", "playwright"] as const) rmSync(reportOf(kind), { force: true });
  const results = steps.map((step) => ({ step, ...runStep(step) }));
  console.log("");
  for (const { step, passed, failed, seconds } of results) {
    console.log(`${failed === 0 ? "✓" : "✗"} ${step.name}: ${passed} passed, ${failed} failed, ${seconds} s`);
  }
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function runStep({ name, command: [program, ...args], needs = [], report }: Step): Count & { seconds: number } {
  console.log(`\n── ${name}`);
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 1000);
  try {
    for (const need of needs) needProgram(need);
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, seconds: seconds() };
  }
  const bin = join(ROOT, "node_modules/.bin");
  const { status } = spawnSync(join(bin, program), args, {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}`, NEXT_TELEMETRY_DISABLED: "1" },
  });
  const counted = report ? countOf(report) : undefined;
  const { passed, failed } = counted ?? { passed: status === 0 ? 1 : 0, failed: 0 };
  return { passed, failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed, seconds: seconds() };
}

function countOf(report: "vitest" | "playwright"): Count | undefined {
  if (!existsSync(reportOf(report))) return undefined;
  const found = JSON.parse(readFileSync(reportOf(report), "utf8"));
  return report === "vitest"
    ? { passed: found.numPassedTests, failed: found.numTotalTests - found.numPassedTests }
    : { passed: found.stats.expected, failed: found.stats.unexpected + found.stats.flaky + found.stats.skipped };
}

const plan = PLANS[process.argv[2] ?? ""];
if (!plan) throw new Error(`usage: node tests/run.ts ${Object.keys(PLANS).join("|")}`);
const { passed, failed } = run(plan);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
