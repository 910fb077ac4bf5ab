import { expect, type Page } from "@playwright/test";
import axe, { type RunOnly } from "axe-core";
import type { Language } from "./words.ts";

/** Everything under WCAG 2.2 AA, and what axe's authors advise. */
const ALL: RunOnly = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/** The rules whose verdict hangs on colours or on the width; the others read the same document. */
const OF_COLOUR_AND_WIDTH: RunOnly = {
  type: "rule",
  values: ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"],
};

const OTHER = { light: "dark", dark: "light" } as const;

export interface Ground {
  readonly language: Language;
  /** The scheme of the wide pass; the narrow one is made in the other. */
  readonly colorScheme: "light" | "dark";
}

/**
 * What every page and every step promises in a language: axe finds nothing, no date of a browser without Kazakh, nothing to
 * scroll sideways at 320 pixels.
 *
 * Every rule is asked of the page as wide as a desk's, and at 320 pixels in the other scheme those that colour or width can
 * change. Whoever goes through the languages in both schemes by turns sees both schemes at both widths.
 */
export async function examine(page: Page, what: string, { language, colorScheme }: Ground): Promise<void> {
  await expect(page.locator("html"), what).toHaveAttribute("lang", language);
  await expect(page.locator("h1"), what).toHaveCount(1);
  // on the way from page to page there is none for a moment
  await expect(page, what).toHaveTitle(/./);
  // Chromium has no Kazakh dates: what it would write begins so
  await expect(page.locator("body"), what).not.toContainText(/\sM\d\d\s/);
  await expectNone(page, ALL, `${what}, ${language}, ${colorScheme}`);

  const wide = page.viewportSize() ?? { width: 1280, height: 900 };
  const other = OTHER[colorScheme];
  await lookAt(page, other, { ...wide, width: 320 });
  const content = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(content, `${what}, ${language}, scrolls sideways at 320 pixels`).toBeLessThanOrEqual(320);
  await expectNone(page, OF_COLOUR_AND_WIDTH, `${what}, ${language}, ${other}, narrow`);
  await lookAt(page, colorScheme, wide);
}

/** The same page in another scheme and size, once it is drawn so: until then parts of it have the colours of before. */
async function lookAt(page: Page, colorScheme: "light" | "dark", size: { width: number; height: number }) {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(size);
  await page.waitForFunction(
    ([scheme, width]) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches && innerWidth === width,
    [colorScheme, size.width] as const,
  );
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** What is seen once and not again was the page on its way from one scheme to the other; what is wrong with it stays. */
async function expectNone(page: Page, rules: RunOnly, what: string): Promise<void> {
  await expect.poll(() => violationsOf(page, rules), { message: what, timeout: 5_000 }).toEqual([]);
}

async function violationsOf(page: Page, runOnly: RunOnly) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (rules) => axe.run({ runOnly: rules, resultTypes: ["violations"] }),
    runOnly,
  );
  return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
}
