import type { Page } from "@playwright/test";
import { received } from "./support/code.ts";
import { keyFiles, PASSWORD } from "./support/demo.ts";
import { expectPage, expectStep, press, tabTo, tabToPassword, tabUntil } from "./support/keyboard.ts";
import { grouped } from "./support/reissue.ts";
import { expect, signInAs, test } from "./support/visit.ts";

test("signing in needs no mouse: from the skip link to the account", async ({ newVisit }) => {
  const page = await newVisit();
  page.on("filechooser", (chooser) => chooser.setFiles(keyFiles("alma-financial").both));
  await page.goto("/en/sign-in");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");

  await press(page, "button", "Continue");
  await expectStep(page, "Sign in to your personal account");
  await press(page, "button", "Choose a file");
  await expect(page.getByText(/^Chosen: AUTH_/)).toBeVisible();
  await tabToPassword(page, "Please, enter the password for key storage");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");

  await expect(page.getByRole("region", { name: "The document to be signed, word for word" })).toBeVisible();
  await expectStep(page, "Sign in to your personal account");
  await press(page, "button", "Sign");
  await page.waitForURL("**/en/account");
  await expectStep(page, "Петрова Наталья Сергеевна");
});

test("the way from the request to the installed certificates needs no mouse, for the employee and for the manager", async ({
  newVisit,
}) => {
  const employee = await newVisit();
  await signInAs(employee, "alma-financial");
  await expectStep(employee, "Петрова Наталья Сергеевна");
  const number = await reissueByKeys(employee);

  const manager = await newVisit();
  await signInAs(manager, "alma-first-head");
  await confirmByKeys(manager, number);

  await trackByKeys(employee, number);
  await installByKeys(employee, number);
});

async function reissueByKeys(page: Page): Promise<string> {
  await openMenu(page, "Re-issuance of DS keys");
  await expectStep(page, "Check your details");
  await tabTo(page, "textbox", "E-mail (optional)");
  await page.keyboard.type("natalia@");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert", { name: "There is a problem" })).toBeFocused();
  await press(page, "link", /^Enter an e-mail address/);
  await expect(page.getByLabel("E-mail (optional)")).toBeFocused();
  await page.keyboard.type("demo.invalid");
  await press(page, "button", "Select storage and submit a request");

  await expectStep(page, "Where will the new keys be kept?");
  await tabTo(page, "checkbox", "I confirm that the data in the request are correct");
  await page.keyboard.press("Space");
  await press(page, "button", "Confirm");
  await expectStep(page, "Make your new keys");
  await press(page, "button", "Make the new keys");

  await expectStep(page, "Save the file of your new keys");
  await press(page, "button", "Save the file");
  await expect(page.getByText(/was saved to/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Save it again" })).toBeFocused();
  await press(page, "button", "Continue");
  await expectStep(page, "Read the request and sign it");
  const since = new Date();
  await press(page, "button", "Sign");
  await expectStep(page, "Enter the code");
  await expect(page.getByRole("main").getByRole("status")).toContainText(/••\s05/);
  await press(page, "button", "Sign and submit the request");
  await expect(page.getByRole("alert", { name: "There is a problem" })).toBeFocused();
  await press(page, "link", "Enter the six digits of the code");
  const [, digits = ""] = /#(\d{6})$/.exec(await received({ channel: "SMS", to: "05", since })) ?? [];
  await page.keyboard.type(digits);
  await page.keyboard.press("Enter");
  await page.waitForURL("**?submitted");
  await expectStep(page, "The request is submitted");
  const [number] = /[0-9A-Z]{13}/.exec(page.url()) ?? [];
  if (!number) throw new Error(`no request number in ${page.url()}`);
  return number;
}

/** The menu opens with Enter, Escape gives the focus back to its button, and its links follow the button. */
async function openMenu(page: Page, name: string): Promise<void> {
  const button = page.getByRole("button", { name: "My DS keys", exact: true });
  const link = page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name, exact: true });
  await press(page, "button", "My DS keys");
  await expect(link).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await expect(link).toBeHidden();
  await page.keyboard.press("Enter");
  await press(page, "link", name);
}

async function confirmByKeys(page: Page, number: string): Promise<void> {
  await press(page, "link", /Approvals/);
  await expectPage(page, "Requests for DS keys");
  const row = page.getByRole("row", { name: grouped(number) }).getByRole("link");
  const name = (await row.textContent()) ?? "";
  await tabUntil(page, name, () => row.evaluate((element) => element === document.activeElement));
  await page.keyboard.press("Enter");
  await expectStep(page, name);

  await press(page, "button", "Refuse");
  await expect(page.getByLabel("Reason")).toBeFocused();
  await press(page, "button", "Back");
  await press(page, "button", "Confirm");
  await expectStep(page, "Read and sign the confirmation");
  await press(page, "button", "Sign");
  await expectStep(page, "The request is confirmed");
}

async function trackByKeys(page: Page, number: string): Promise<void> {
  await openMenu(page, "Tracking the request status");
  await expectStep(page, "Tracking the request status");
  await tabTo(page, "textbox", "Request number");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert", { name: "There is a problem" })).toBeFocused();
  await press(page, "link", "Enter the request number");
  await page.keyboard.type(grouped(number).toLowerCase());
  await page.keyboard.press("Enter");
  await expectStep(page, "Request status");
  await expect(page.getByRole("main")).toContainText("Registration certificates have been issued on request");
}

async function installByKeys(page: Page, number: string): Promise<void> {
  await press(page, "link", "Requests");
  await expectPage(page, "My requests");
  await press(page, "link", grouped(number));
  await expectStep(page, grouped(number));
  await press(page, "link", "Install the certificates");
  await expect(page.getByText("The new keys are in this browser")).toBeVisible();
  await expectStep(page, "Find your new keys");
  await press(page, "button", "Continue");
  await expectStep(page, "Create a password for your DS key");
  await tabToPassword(page, "New password");
  await page.keyboard.type("Jana-Kilt7");
  await tabToPassword(page, "Re-type the new password");
  await page.keyboard.type("Jana-Kilt7");
  await tabTo(page, "checkbox", /^I have saved this password/);
  await page.keyboard.press("Space");
  await press(page, "button", "Download certificates");
  await expectStep(page, "Confirm that the files are saved");
  await press(page, "button", "Save both files");
  await expect(page.getByRole("button", { name: "Save them again" })).toBeFocused();
  await press(page, "button", "Confirm");
  await page.waitForURL("**?installed");
  await expectStep(page, "Certificates installed");
}
