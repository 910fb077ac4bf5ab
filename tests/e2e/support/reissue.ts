import { expect, type Page } from "@playwright/test";

/** Pictures 14 to 17: asks for the re-issuance of the keys, by the menu, and gives the request number without hyphens. */
export async function askForReissue(page: Page, { email = "", algorithm = "RSA" } = {}): Promise<string> {
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("button", { name: "My DS keys" }).click();
  await page
    .getByRole("navigation", { name: "Main menu" })
    .getByRole("link", { name: "Re-issuance of DS keys" })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your details");
  if (email) await page.getByLabel("E-mail (optional)").fill(email);
  await page.getByRole("button", { name: "Select storage and submit a request" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Where will the new keys be kept?");
  await expect(page.getByText('The "Personal Computer" storage is not secure')).toBeVisible();
  if (algorithm === "EC") {
    await page.getByText("Advanced: key algorithm").click();
    await page.getByLabel("ECDSA, P-256").check();
  }
  await page.getByLabel("I confirm that the data in the request are correct").check();
  await page.getByRole("button", { name: "Confirm", exact: true }).click();

  await page.getByRole("button", { name: "Make the new keys" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Save the file of your new keys");
  await page.getByRole("button", { name: "Save the file", exact: true }).click();
  await expect(page.getByText(/was saved to/)).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Read the request and sign it");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.waitForURL(/account\/requests\/[0-9A-Z]{13}\?submitted/);
  const [number] = /[0-9A-Z]{13}/.exec(new URL(page.url()).pathname) ?? [];
  if (!number) throw new Error(`no request number in ${page.url()}`);
  return number;
}

/** As people read it: 4-4-4-1. */
export const grouped = (number: string) => (number.match(/.{1,4}/g) ?? []).join("-");
