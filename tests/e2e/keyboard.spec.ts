import type { Page } from "@playwright/test";
import { keyFiles, PASSWORD } from "./support/demo.ts";
import { expect, test } from "./support/visit.ts";

/** Tab, as often as it takes, until the control with this name has the focus; it must show where it is. */
async function tabTo(page: Page, role: "button" | "link" | "textbox" | "radio", name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name }).first();
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      const shown = await wanted.evaluate((element) => getComputedStyle(element).outlineStyle !== "none");
      expect(shown, `${name} shows that it has the focus`).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

test("signing in needs no mouse: from the skip link to the account", async ({ newVisit }) => {
  const page = await newVisit();
  await page.goto("/en/sign-in");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");

  await tabTo(page, "button", "Continue");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Choose a file");
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(keyFiles("alma-hr").both);
  // a password field has no role of its own
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.getAttribute("type") === "password")) break;
  }
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");

  await expect(page.getByRole("region", { name: "The document to be signed, word for word" })).toBeVisible({
    timeout: 30_000,
  });
  await tabTo(page, "button", /^Sign$/);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/en/account");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
