import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { keyFiles } from "./support/demo.ts";
import { expect, openKey, test } from "./support/visit.ts";

async function keyStep(page: Page): Promise<void> {
  await page.goto("/en/sign-in?step=key");
}

test("a wrong password is said at the field, and nothing is locked", async ({ newVisit }) => {
  const page = await newVisit();
  await keyStep(page);
  await openKey(page, keyFiles("individual").auth, { password: "Wrong-Password-1" });
  const summary = page.getByRole("alert", { name: "There is a problem" });
  await expect(summary).toContainText("Incorrect password. You can try again, nothing is locked");
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await openKey(page, keyFiles("individual").auth);
  await expect(page.getByRole("button", { name: "Sign", exact: true })).toBeVisible();
});

test("a file that is no key file is named as such", async ({ newVisit }, testInfo) => {
  const page = await newVisit();
  const file = testInfo.outputPath("letter.p12");
  writeFileSync(file, "Dear customer,");
  await keyStep(page);
  await openKey(page, file);
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
    "letter.p12: this is not a key file",
  );
});

test("nothing chosen and nothing typed: both are asked for at once, and the summary leads to the fields", async ({
  newVisit,
}) => {
  const page = await newVisit();
  await keyStep(page);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("link", { name: "Enter the password of the key" }).click();
  await expect(page.getByLabel("Please, enter the password for key storage")).toBeFocused();
});

test("a device says that it comes with the signing agent, and the way goes on with a file", async ({ newVisit }) => {
  const page = await newVisit();
  await page.goto("/en/sign-in");
  await page.getByRole("radio", { name: /Kaztoken/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Kaztoken does not work yet");
});
