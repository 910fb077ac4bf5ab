import type { Page } from "@playwright/test";
import { keyFiles } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { installWith } from "./support/install.ts";
import { type OwnTanba, ownTanba } from "./support/own-tanba.ts";
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
  let own: OwnTanba;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    own = await ownTanba({ TANBA_REVOKE_REPLACED: "always" });
  });
  test.afterAll(() => own.stop());

  test("the old keys go by themselves, and with them the session; the new ones sign in", async ({
    newVisit,
  }, testInfo) => {
    const { origin } = own;
    const page = await newVisit({ origin });
    await signIn(page, keyFiles("individual", own.home).both);
    const files = await renew(page, testInfo.outputPath(), own.sink);
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
