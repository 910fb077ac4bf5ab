import { keyFiles } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
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
