import { existsSync, readFileSync } from "node:fs";
import pg from "pg";
import type { Env } from "#platform/env.ts";
import { pathsIn } from "./paths.ts";

/** As whom the register is opened: who takes the log along reads the log alone, who judges every promise reads all of it. */
export type Reader = "auditor" | "owner";

/** The address that is named, or that of the PostgreSQL that `npm start` runs. @throws {Error} with the way forward */
export function registerUrl({ DATABASE_URL, AUDITOR_DATABASE_URL, TANBA_VAR }: Env, reader: Reader): string {
  const paths = pathsIn(TANBA_VAR);
  const named = reader === "auditor" ? (AUDITOR_DATABASE_URL ?? DATABASE_URL) : DATABASE_URL;
  const kept = reader === "auditor" ? paths.auditorUrl : paths.ownerUrl;
  if (named !== undefined) return named;
  if (existsSync(kept)) return readFileSync(kept, "utf8").trim();
  const setting = reader === "auditor" ? "AUDITOR_DATABASE_URL" : "DATABASE_URL";
  throw new Error(`There is no register to look at: set ${setting}, or let \`npm start\` run.`);
}

/** Does some work with a connection to the register. @throws {Error} a sentence when it can't be opened */
export async function withRegister<T>(env: Env, reader: Reader, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: registerUrl(env, reader), connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw new Error("The register does not answer: set DATABASE_URL, or let `npm start` run.", { cause });
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
