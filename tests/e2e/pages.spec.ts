import { examine } from "./support/examine.ts";
import { expect, signInAs, test } from "./support/visit.ts";
import { LANGUAGES } from "./support/words.ts";

const PUBLIC = [
  ...[
    "",
    "/sign-in",
    "/sign-in?step=key",
    "/track",
    "/first-keys",
    "/help",
    "/help/lost",
    "/help/password",
    "/help/expired",
  ],
  ...["/help/file", "/help/tokens", "/help/foreign", "/accessibility", "/privacy", "/session-expired", "/signed-out"],
  ...["/refused", "/confirm-email", "/no-such-page", "/track/0000000000000"],
];

test.describe.configure({ mode: "parallel" });

for (const [place, language] of LANGUAGES.entries()) {
  test(`axe finds nothing on the public pages, ${language}${language === "kk" ? "" : " @long"}`, async ({
    newVisit,
    expectAnswers,
  }) => {
    expectAnswers(404);
    const colorScheme = place % 2 === 0 ? "light" : "dark";
    const page = await newVisit({ colorScheme });
    for (const path of PUBLIC) {
      await page.goto(`/${language}${path}`);
      await examine(page, path, { language, colorScheme });
    }
  });
}

for (const language of LANGUAGES) {
  test(`axe finds nothing where an employee is told that only a manager goes on, ${language}${language === "kk" ? "" : " @long"}`, async ({
    newVisit,
  }) => {
    const page = await newVisit();
    await signInAs(page, "dala-employee");
    await page.goto(`/${language}/organisation/approvals`);
    await examine(page, "managers only", { language, colorScheme: "light" });
  });
}

test("the language switch stays on the same page and keeps the query", async ({ newVisit }) => {
  const page = await newVisit();
  await page.goto("/en/sign-in?step=key&next=%2Faccount%2Fkeys");
  await page.getByRole("link", { name: "Қазақша" }).click();
  await page.waitForURL("**/kk/sign-in?**");
  expect(new URL(page.url()).searchParams.get("next")).toBe("/account/keys");
  await expect(page.locator("html")).toHaveAttribute("lang", "kk");
});

test("without a session every page of the account leads to signing in, and back afterwards", async ({ newVisit }) => {
  const page = await newVisit();
  await page.goto("/en/account/keys");
  await page.waitForURL("**/en/sign-in**");
  expect(page.url()).toContain(encodeURIComponent("/account/keys"));
});
