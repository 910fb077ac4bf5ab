import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort } from "#platform/free-port.ts";
import { keyFiles } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { installWith } from "./support/install.ts";
import { askForReissue } from "./support/reissue.ts";
import { expect, signIn, signInAs, test } from "./support/visit.ts";

const NEW_PASSWORD = "Jana-Kilt7";
const GROUND = { language: "en", colorScheme: "light" } as const;
const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** New keys for somebody who needs nobody's word, installed; gives the paths of their files. */
async function renew(page: Page, folder: string, sink?: string): Promise<readonly string[]> {
  await askForReissue(page, { algorithm: "EC", sink });
  await page.getByRole("link", { name: "Install the certificates" }).click();
  await expect(page.getByText("The new keys are in this browser")).toBeVisible();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  return installWith(page, NEW_PASSWORD, { folder });
}

test("ask: whoever has installed new keys is led to revoking the old ones, both chosen and with the reason", async ({
  newVisit,
}, testInfo) => {
  const page = await newVisit();
  await signInAs(page, "alma-first-head");
  await renew(page, testInfo.outputPath());
  await examine(page, "installed: ask", GROUND);
  await page.getByRole("link", { name: "Revoke the old keys" }).click();
  await expect(title(page)).toHaveText("Which keys are to be revoked?");
  const chosen = page.getByRole("checkbox", { checked: true });
  await expect(chosen).toHaveCount(2);
  await expect(chosen.and(page.getByRole("checkbox", { name: /You are signed in with this key/ }))).toHaveCount(1);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByRole("radio", { checked: true })).toHaveAccessibleName(/New keys have taken its place/);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(title(page)).toHaveText("Revoke these 2 keys?");
  await expect(page.getByText("You will have no pair of valid keys left")).toHaveCount(0);
});

test.describe("always @long", () => {
  const home = mkdtempSync(join(tmpdir(), "tanba-e2e-"));
  let origin = "";
  let sink = "";
  let stop = async () => {};

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    origin = `http://localhost:${await freePort()}`;
    const policy = { TANBA_REVOKE_REPLACED: "always", TANBA_E2E_VAR: home, TANBA_E2E_ORIGIN: origin };
    sink = `http://localhost:${await freePort()}`;
    const others = {
      TANBA_E2E_STATUS_URL: `http://localhost:${await freePort()}`,
      TANBA_E2E_SINK_URL: sink,
      TANBA_SINK_SMTP_PORT: String(await freePort()),
    };
    const server = spawn(process.execPath, ["tests/support/e2e-server.ts"], {
      stdio: "ignore",
      env: { ...process.env, ...policy, ...others },
    });
    stop = async () => {
      server.kill("SIGTERM");
      await once(server, "exit");
    };
    await expect(async () => {
      expect(server.exitCode).toBeNull();
      expect((await fetch(`${origin}/api/health/ready`)).ok).toBe(true);
    }).toPass({ timeout: 240_000, intervals: [1_000] });
  });
  test.afterAll(() => stop());

  test("the old keys go by themselves, and with them the session; the new ones sign in", async ({
    newVisit,
  }, testInfo) => {
    const page = await newVisit({ origin });
    await signIn(page, keyFiles("individual", home).both);
    const files = await renew(page, testInfo.outputPath(), sink);
    await expect(page.getByRole("link", { name: "Sign in with the new keys" })).toBeVisible();
    await expect(async () => {
      await page.goto("/en/account");
      await expect(title(page)).toHaveText("Your session has ended", { timeout: 1_000 });
    }).toPass();

    const again = await newVisit({ origin });
    await signIn(again, files, { password: NEW_PASSWORD });
    await again.goto("/en/account/keys?status=REVOKED");
    await expect(again.getByRole("table").getByText("Replaced by a new key")).toHaveCount(2);
  });
});
