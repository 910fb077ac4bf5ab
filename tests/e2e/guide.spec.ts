import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { decideOn } from "./support/decide.ts";
import { installWith } from "./support/install.ts";
import { askForReissue, grouped } from "./support/reissue.ts";
import { expect, signIn, signInAs, test } from "./support/visit.ts";

const NEW_PASSWORD = "Jana-Kilt7";

test("the guide from picture 1 to picture 17 with an employee and a manager, and in again with the new key", async ({
  newVisit,
}, testInfo) => {
  const employee = await newVisit();
  await signInAs(employee, "alma-employee");
  await seeTheProfile(employee);
  const number = await askForReissue(employee, { email: "aigul@demo.invalid" });
  await seeTheNumber(employee, number);

  const manager = await newVisit();
  await signInAs(manager, "alma-first-head");
  await decideOn(manager, number);

  await findByNumber(employee, number);
  await employee.goto(`/en/account/requests/${number}`);
  await employee.getByRole("link", { name: "Install the certificates" }).click();
  await expect(employee.getByText("The new keys are in this browser")).toBeVisible();
  await employee.getByRole("button", { name: "Continue" }).click();
  const files = await installWith(employee, NEW_PASSWORD, { folder: testInfo.outputPath() });

  for (const file of files) {
    const read = execFileSync("openssl", ["pkcs12", "-in", file, "-nodes", "-passin", `pass:${NEW_PASSWORD}`]);
    expect(read.toString()).toContain("BEGIN PRIVATE KEY");
  }
  const again = await newVisit();
  await signIn(again, files, { password: NEW_PASSWORD });
  await expect(again.getByText("Серікова").first()).toBeVisible();
});

/** Pictures 7 to 9. */
async function seeTheProfile(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Серікова/ }).click();
  await page.getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Profile");
  await expect(page.getByRole("main")).toContainText("940916499060");
}

/** Picture 17. */
async function seeTheNumber(page: Page, number: string): Promise<void> {
  await expect(page.getByRole("main")).toContainText("Memorize the request number");
  await expect(page.getByRole("main")).toContainText(grouped(number));
  await expect(page.getByRole("main")).toContainText("is waiting for the senior manager to confirm it");
}

/** Picture 10 and the first half of 11. */
async function findByNumber(page: Page, number: string): Promise<void> {
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("button", { name: "My DS keys" }).click();
  const menu = page.getByRole("navigation", { name: "Main menu" });
  await menu.getByRole("link", { name: "Tracking the request status" }).click();
  await page.getByLabel("Request number").fill(grouped(number).toLowerCase());
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("main")).toContainText("Registration certificates have been issued on request");
}
