import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { keyFiles } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { tenThousandRequests } from "./support/ten-thousand.ts";
import { expect, signInHere, test } from "./support/visit.ts";

/** Of naughty strings: a script, an entity, a formula, and a sign that turns the text around. */
const HOSTILE = `=1+1"><script>document.title='gone'</script>&amp;\u202EБН`;

/** Signs one of the authority's staff in, to where their work is. */
async function signInStaff(page: Page, slug: string): Promise<void> {
  await page.goto("/en/sign-in");
  await signInHere(page, keyFiles(slug).auth);
  await page.waitForURL("**/en/operator");
}

test("G3: an operator finds their way among ten thousand requests by keyboard, and two of them do not collide", async ({
  newVisit,
}, testInfo) => {
  const takeAway = await tenThousandRequests(process.env["TANBA_E2E_VAR"] ?? "", HOSTILE);
  try {
    const page = await newVisit();
    await signInStaff(page, "operator");
    await expect(page.getByRole("img", { name: /Requests filed a day/ })).toBeVisible();
    await examine(page, "the overview of the queue", { language: "en", colorScheme: "light" });

    await page.getByRole("link", { name: "Queue", exact: true }).click();
    await page.getByLabel("State").selectOption({ label: "Waiting for confirmation" });
    await page.getByRole("button", { name: "Show", exact: true }).press("Enter");
    await page.waitForURL("**/en/operator/requests?state=SUBMITTED");
    await expect(page.getByRole("row")).toHaveCount(1 + 25);
    await expect(page.getByRole("row").nth(1)).toContainText(HOSTILE.slice(0, 20));
    await page.getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/after=/);
    await examine(page, "the queue", { language: "en", colorScheme: "dark" });

    const boxes = page.getByRole("checkbox", { name: /^Choose request/ });
    await boxes.nth(0).press("Space");
    await boxes.nth(1).press("Space");
    await expect(page.getByText("2 chosen")).toBeVisible();
    await page.getByRole("button", { name: "Take", exact: true }).press("Enter");
    await expect(page.getByText("taken by you")).toHaveCount(2);
    await expect(page.getByRole("row").nth(1)).toContainText("you");

    const other = await newVisit();
    await signInStaff(other, "operator-2");
    await other.goto(page.url());
    await expect(other.getByRole("row").nth(1)).toContainText("Жақсыбекова");
    await other
      .getByRole("checkbox", { name: /^Choose request/ })
      .first()
      .press("Space");
    await other.getByRole("button", { name: "Take", exact: true }).press("Enter");
    await expect(other.getByText(/Жақсыбекова .* has it/)).toBeVisible();

    await page.getByRole("row").nth(1).getByRole("link").click();
    await page.getByLabel("Note", { exact: true }).fill(HOSTILE.replace("\u202E", ""));
    await page.getByRole("button", { name: "Add a note" }).press("Enter");
    await expect(page.getByRole("listitem").filter({ hasText: "<script>" })).toBeVisible();
    await examine(page, "one request of the queue", { language: "en", colorScheme: "light" });

    await page.goto("/en/operator/requests?state=SUBMITTED");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "CSV", exact: true }).click(),
    ]);
    const file = testInfo.outputPath("requests.csv");
    await download.saveAs(file);
    const lines = readFileSync(file, "utf8").trimEnd().split("\r\n");
    expect(lines.length).toBeGreaterThanOrEqual(1 + 10_000);
    expect(lines.filter((line) => /(^|,)"=/.test(line))).toEqual([]);
  } finally {
    await takeAway();
  }
});
