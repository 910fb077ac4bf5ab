import type pg from "pg";
import { registerOwner } from "./register-owner.ts";

/** Does something to the register of the browser tests, as its owner. */
export async function asOwner(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const home = process.env["TANBA_E2E_VAR"];
  if (!home) throw new Error("TANBA_E2E_VAR is set by playwright.config.ts");
  const client = await registerOwner(home);
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
