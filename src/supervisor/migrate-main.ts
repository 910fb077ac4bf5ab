import { readEnv } from "#platform/env.ts";
import { migrate } from "#platform/migrate.ts";
import { passwordsIn } from "./register.ts";

/*
 * `npm run migrate`: brings the database of DATABASE_URL to this version's form, and gives the roles the passwords that
 * stand in WEB_, WORKER_, STATUS_ and AUDITOR_DATABASE_URL.
 */
try {
  const env = readEnv(process.env);
  if (!env.DATABASE_URL) throw new Error("DATABASE_URL is not set: name the database, as its owner.");
  const passwords = passwordsIn({
    tanba_web: env.WEB_DATABASE_URL,
    tanba_worker: env.WORKER_DATABASE_URL,
    tanba_status: env.STATUS_DATABASE_URL,
    tanba_auditor: env.AUDITOR_DATABASE_URL,
  });
  const { applied } = await migrate(env.DATABASE_URL, { passwords });
  console.log(applied.length === 0 ? "Nothing to apply." : `Applied: ${applied.join(", ")}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
