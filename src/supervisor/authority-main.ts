import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readEnv } from "#platform/env.ts";
import { ensureAuthority } from "./authority.ts";

/*
 * The ceremony of an installation in containers: makes the authority in TANBA_VAR when there is none, and puts it on record
 * in DATABASE_URL. The passphrases come in on descriptors 3 (root) and 4 (issuing).
 */
try {
  const env = readEnv(process.env);
  if (!env.DATABASE_URL) throw new Error("DATABASE_URL is not set: name the database, as its owner.");
  const authority = {
    dir: join(env.TANBA_VAR, "authority"),
    statusUrl: env.TANBA_STATUS_URL,
    passphrase: passphrases(),
    by: "the installation, by itself",
  };
  await ensureAuthority(authority, env.DATABASE_URL);
  console.log(`The authority is on record; its transcript is in ${authority.dir}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** A descriptor can be read but once, and is read only when it is needed. */
function passphrases(): (key: "root" | "issuing") => string {
  const known = new Map<string, string>();
  return (key) => {
    const passphrase = known.get(key) ?? readFileSync(key === "root" ? 3 : 4, "utf8").replace(/\n$/, "");
    known.set(key, passphrase);
    return passphrase;
  };
}
