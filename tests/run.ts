import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
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
  /** "file › test: the first line of what went wrong", for whoever sees only the end of the output. */
  readonly failures?: readonly string[];
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

/** What a test writes lives no longer than the test: it stays in memory where the machine has a place for that, and room enough. */
const MEMORY = "/dev/shm";
const ROOM = 4 * 1024 ** 3;

/** A folder for all that a run writes; it goes with whatever a killed process has left there. */
function folderOfRun(): string {
  const folder = mkdtempSync(join(isRoomy(MEMORY) ? MEMORY : tmpdir(), "tanba-run-"));
  // PostgreSQL works in it as a user of its own
  chmodSync(folder, 0o755);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isRoomy(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM;
}

function run(steps: readonly Step[]): Count {
  mkdirSync(REPORTS, { recursive: true });
  for (const kind of ["vitest", "playwright"] as const) rmSync(reportOf(kind), { force: true });
  const folder = folderOfRun();
  const results = steps.map((step) => ({ step, ...runStep(step, folder) }));
  console.log("");
  for (const { step, passed, failed, seconds } of results) {
    console.log(`${failed === 0 ? "✓" : "✗"} ${step.name}: ${passed} passed, ${failed} failed, ${seconds} s`);
  }
  for (const failure of results.flatMap(({ failures = [] }) => failures)) console.log(`  ✗ ${failure}`);
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function runStep(
  { name, command: [program, ...args], needs = [], report }: Step,
  folder: string,
): Count & { seconds: number } {
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
    env: {
      ...process.env,
      PATH: `${bin}:${process.env["PATH"]}`,
      NEXT_TELEMETRY_DISABLED: "1",
      TMPDIR: folder,
      // each file of unit tests has a process of its own, which needs not compile anew what the one before has
      NODE_COMPILE_CACHE: join(REPORTS, "compiled"),
    },
  });
  const counted = report ? countOf(report) : undefined;
  const { passed, failed, failures } = counted ?? { passed: status === 0 ? 1 : 0, failed: 0 };
  return { passed, failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed, failures, seconds: seconds() };
}

function countOf(report: "vitest" | "playwright"): Count | undefined {
  if (!existsSync(reportOf(report))) return undefined;
  const found = JSON.parse(readFileSync(reportOf(report), "utf8"));
  return report === "vitest" ? countOfVitest(found) : countOfPlaywright(found);
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function countOfVitest({ numPassedTests, numTotalTests, testResults }: VitestReport): Count {
  const failures = testResults.flatMap(({ name, message, status, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0) return status === "failed" ? [`${file}: ${firstLine(message)}`] : [];
    return failed.map(({ fullName, failureMessages }) => `${file} › ${fullName}: ${firstLine(failureMessages[0])}`);
  });
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests, failures };
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly file: string;
    readonly title: string;
    readonly ok: boolean;
    readonly tests: readonly { readonly results: readonly { readonly error?: { readonly message?: string } }[] }[];
  }[];
}

function countOfPlaywright(report: Suite & { stats: Record<"expected" | "unexpected" | "flaky" | "skipped", number> }) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + skipped, failures: failuresIn(report) };
}

function failuresIn({ suites = [], specs = [] }: Suite): readonly string[] {
  const failed = specs.filter(({ ok }) => !ok);
  const told = failed.map(({ file, title, tests }) => {
    const error = tests.flatMap(({ results }) => results).find((result) => result.error)?.error;
    return `${file} › ${title}: ${firstLine(error?.message)}`;
  });
  return [...told, ...suites.flatMap(failuresIn)];
}

const firstLine = (text = "") => stripVTControlCharacters(text).split("\n", 1)[0];

const plan = PLANS[process.argv[2] ?? ""];
if (!plan) throw new Error(`usage: node tests/run.ts ${Object.keys(PLANS).join("|")}`);
const { passed, failed } = run(plan);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
