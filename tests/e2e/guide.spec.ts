import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { received } from "./support/code.ts";
import { decideOn } from "./support/decide.ts";
import { keyFiles } from "./support/demo.ts";
import { installWith } from "./support/install.ts";
import { askForReissue, grouped } from "./support/reissue.ts";
import { expect, signIn, signInAs, signInHere, test } from "./support/visit.ts";

const NEW_PASSWORD = "Jana-Kilt7";

test("the guide from picture 1 to picture 17 with an employee and a manager, and in again with the new key", async ({
  newVisit,
}, testInfo) => {
  const employee = await newVisit();
  await signInAs(employee, "alma-employee");
  await seeTheProfile(employee);
  const since = new Date();
  const number = await askForReissue(employee, { email: "aigul@demo.invalid" });
  await seeTheNumber(employee, number);

  const manager = await newVisit();
  await followTheLetter(manager, { number, since });
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

/** The manager is told by e-mail; the letter's link leads to the request, after signing in. */
async function followTheLetter(page: Page, { number, since }: { number: string; since: Date }): Promise<void> {
  const letter = await received({ channel: "EMAIL", to: "alma-first-head@demo.invalid", since });
  expect(letter).toContain(grouped(number));
  const [link = ""] = /http\S+\/organisation\/approvals\/\w+/.exec(letter) ?? [];
  await page.goto(link.replace(/\/(kk|ru|en)\/organisation/, "/en/organisation"));
  await signInHere(page, keyFiles("alma-first-head").both);
  await page.waitForURL(`**/en/organisation/approvals/${number}`);
}

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
