import { readdirSync } from "node:fs";
import { join } from "node:path";

const given = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by playwright.config.ts`);
  return value;
};

export const STATUS_URL = given("TANBA_E2E_STATUS_URL");
/** Where the letters and SMS of the demonstration can be read. */
export const SINK_URL = given("TANBA_E2E_SINK_URL");

/** What verifiers of the log are given. */
export const LOG_KEY = join(given("TANBA_E2E_VAR"), "authority", "checkpoint.vkey");

/** The password of every key file of the demonstration; `npm start` prints it. */
export const PASSWORD = "Tanba2026!";

/** The key files of a person of the demonstration, by the name of their folder. */
export function keyFiles(slug: string, home = given("TANBA_E2E_VAR")) {
  const folder = join(home, "demo-keys", slug);
  const path = (isAuth: boolean) => {
    const name = readdirSync(folder).find((file) => file.startsWith("AUTH_") === isAuth);
    if (!name) throw new Error(`no such key file in ${folder}`);
    return join(folder, name);
  };
  const auth = path(true);
  const sign = path(false);
  return { folder, auth, sign, both: [auth, sign] };
}
