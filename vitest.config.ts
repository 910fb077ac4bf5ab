import { defineConfig } from "vitest/config";

const shared = { setupFiles: ["tests/support/setup.ts"], testTimeout: 60_000, hookTimeout: 60_000 };

/** What needs no database, and what does: a run of only the first starts no PostgreSQL. */
const UNIT = ["tests/{pki,browser,ui,i18n,gates}/**/*.test.{ts,tsx}"];
const INTEGRATION = [
  "tests/{ca,ceremony,signer,status,worker,portal,http,app,platform,sink,supervisor,auditor,world}/**/*.test.ts",
  "tests/interop/**/*.test.ts",
];
/** Called by `npm run test:interop` alone, which sees to Java, GnuTLS and nginx first. */
const WITH_OTHERS = "tests/interop/**/*{java,gnutls,nginx}*.test.ts";
/** Called by `npm run test:long` alone. */
const LONG = "tests/**/*.long.test.ts";

export default defineConfig({
  test: {
    pool: "forks",
    fileParallelism: true,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { ...shared, name: "unit", include: UNIT, exclude: [LONG] } },
      {
        extends: true,
        test: {
          ...shared,
          name: "integration",
          // what a file has loaded, and the clients and authorities it has made, serve the next one of its process
          isolate: false,
          include: INTEGRATION,
          exclude: [LONG, WITH_OTHERS],
          globalSetup: ["tests/support/postgres.ts"],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "interop",
          include: [WITH_OTHERS],
          // a virtual machine that starts, and compiles what it runs
          testTimeout: 120_000,
          globalSetup: ["tests/support/postgres.ts"],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "long",
          include: [LONG],
          testTimeout: 3_600_000,
          globalSetup: ["tests/support/postgres.ts"],
        },
      },
    ],
  },
});
