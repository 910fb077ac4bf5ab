import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** The register of a running Tańba, as its owner: for what would take people an hour to bring about. */
export async function registerOwner(home: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: readFileSync(join(home, "secrets", "owner-url"), "utf8").trim() });
  await client.connect();
  return client;
}
