import { DEMO_PEOPLE } from "../../prisma/demo-people.ts";
import { keyFiles } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { givenUpMessage } from "./support/given-up-message.ts";
import { expect, signInAs, signInHere, test } from "./support/visit.ts";
import { LANGUAGES } from "./support/words.ts";

test("signing in leads the authority's staff to their work, and their own keys are one link away", async ({
  newVisit,
}) => {
  const page = await newVisit({ width: 390 });
  await page.goto("/en/sign-in");
  await signInHere(page, keyFiles("operator").both);
  await page.waitForURL("**/en/operator");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByRole("main")).toContainText("Operator of the authority");
  for (const language of LANGUAGES) {
    await page.goto(`/${language}/operator`);
    await examine(page, "staff", { language, colorScheme: "light" });
  }
  await page.goto("/en/operator");
  await page.getByRole("link", { name: "My own keys" }).click();
  await page.waitForURL("**/en/account");
});

test("an employee of a company is told whose pages these are", async ({ newVisit }) => {
  const page = await newVisit();
  await signInAs(page, "dala-employee");
  await page.goto("/en/operator");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is for the authority's staff");
  await page.getByRole("link", { name: "To my first page" }).click();
  await page.waitForURL("**/en/account");
});

test("an operator sends a letter again that was given up, and looks up whom it was for", async ({ newVisit }) => {
  const { iin = "" } = DEMO_PEOPLE.find(({ slug }) => slug === "individual") ?? {};
  await givenUpMessage(process.env["TANBA_E2E_VAR"] ?? "", iin);
  const page = await newVisit();
  await page.goto("/en/sign-in");
  await signInHere(page, keyFiles("operator").auth);
  await page.waitForURL("**/en/operator");
  await page.getByRole("link", { name: "Messages", exact: true }).click();
  await page.getByRole("link", { name: /to be seen to$/ }).click();
  await page.waitForURL("**/en/operator/messages?state=GIVEN_UP");
  await examine(page, "messages", { language: "en", colorScheme: "light" });
  await page.getByRole("checkbox", { name: /^Choose: Keys installed, Әбдірахманов/ }).press("Space");
  await page.getByRole("button", { name: "Send again" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Әбдірахманов" })).toContainText("will be sent again");
  await page.goto("/en/operator/messages?kind=KEYS_INSTALLED");
  await expect(page.getByRole("row").filter({ hasText: "The mail server answered 550" })).toContainText("Sent again");

  await page.getByRole("link", { name: "Register", exact: true }).click();
  await page.getByLabel("IIN or name").fill("әбдірах");
  await page.getByLabel("IIN or name").press("Enter");
  await expect(page.getByRole("heading", { name: "1 found" })).toBeVisible();
  await examine(page, "the register", { language: "en", colorScheme: "dark" });
  await page.getByRole("link", { name: /^Әбдірахманов/ }).press("Enter");
  await page.waitForURL(/registers\/people\//);
  await expect(page.getByRole("main")).not.toContainText(iin);
  const { pathname } = new URL(page.url());
  for (const language of LANGUAGES) {
    await page.goto(pathname.replace("/en/", `/${language}/`));
    await examine(page, "a person of the register", { language, colorScheme: language === "ru" ? "dark" : "light" });
  }
  await page.getByRole("button", { name: /^Show/ }).press("Enter");
  await expect(page.getByRole("main")).toContainText(iin);
});
