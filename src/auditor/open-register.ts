import { existsSync, readFileSync } from "node:fs";
import pg from "pg";
import type { Env } from "#platform/env.ts";
import { pathsIn } from "./paths.ts";

/** The address of the register as its owner: of DATABASE_URL, or of the PostgreSQL that `npm start` runs. @throws {Error} with the way forward */
export function registerUrl({ DATABASE_URL, TANBA_VAR }: Env): string {
  const { ownerUrl } = pathsIn(TANBA_VAR);
  if (DATABASE_URL !== undefined) return DATABASE_URL;
  if (existsSync(ownerUrl)) return readFileSync(ownerUrl, "utf8").trim();
  throw new Error("There is no register to look at: set DATABASE_URL, or let `npm start` run.");
}

/** Does some work with a connection to the register. @throws {Error} a sentence when it can't be opened */
export async function withRegister<T>(env: Env, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: registerUrl(env), connectionTimeoutMillis: 10_000 });
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
