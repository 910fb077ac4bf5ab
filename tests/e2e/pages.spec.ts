import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { askForReissue } from "./support/reissue.ts";
import { expect, signInAs, test } from "./support/visit.ts";

const PUBLIC = [
  ...["", "/sign-in", "/sign-in?step=key", "/track", "/help", "/help/lost", "/help/password", "/help/expired"],
  ...["/help/file", "/help/tokens", "/help/foreign", "/accessibility", "/privacy", "/session-expired", "/signed-out"],
  ...["/refused", "/no-such-page", "/track/0000000000000"],
];
const ACCOUNT = [
  ...["/account", "/account/keys", "/account/keys/reissue", "/account/keys/reissue?step=storage", "/account/requests"],
  ...["/account/keys/password", "/account/profile", "/account/settings"],
];
const LANGUAGES = ["kk", "ru", "en"] as const;

test.describe.configure({ mode: "parallel" });

for (const colorScheme of ["light", "dark"] as const) {
  for (const language of LANGUAGES) {
    test(`axe finds nothing on the public pages, ${language}, ${colorScheme}`, async ({ newVisit, expectAnswers }) => {
      expectAnswers(404);
      const page = await newVisit({ colorScheme });
      for (const path of PUBLIC) await examine(page, `/${language}${path}`);
    });
  }

  test(`axe finds nothing in the account and the senior manager's pages, ${colorScheme}`, async ({ newVisit }) => {
    const light = colorScheme === "light";
    const employee = await newVisit({ colorScheme });
    await signInAs(employee, light ? "alma-employee-2" : "alma-right-to-sign");
    const number = await askForReissue(employee);
    const own = `/account/requests/${number}`;
    const manager = await newVisit({ colorScheme });
    await signInAs(manager, "alma-first-head");
    for (const language of LANGUAGES) {
      for (const path of [...ACCOUNT, own, `${own}/receipt`, `${own}/install`, `${own}/cancel`]) {
        await examine(employee, `/${language}${path}`);
      }
      for (const path of [
        "/organisation/approvals",
        "/organisation/approvals?tab=decided",
        `/organisation/approvals/${number}`,
      ]) {
        await examine(manager, `/${language}${path}`);
      }
    }
  });
}

/** What every page in every language promises. */
async function examine(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("html")).toHaveAttribute("lang", path.slice(1, 3));
  await expect(page.locator("h1")).toHaveCount(1);
  // Chromium has no Kazakh dates: what it would write begins so
  await expect(page.locator("body")).not.toContainText(/M\d\d/);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
    path,
  ).toEqual([]);
}

test("every public page fits 320 pixels without scrolling sideways, in Kazakh and English", async ({
  newVisit,
  expectAnswers,
}) => {
  expectAnswers(404);
  const page = await newVisit({ width: 320 });
  for (const language of ["kk", "en"]) {
    for (const path of PUBLIC) {
      await page.goto(`/${language}${path}`);
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content, path).toBeLessThanOrEqual(window ?? 0);
    }
  }
});

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
