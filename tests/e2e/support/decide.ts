import { expect, type Page } from "@playwright/test";
import { type Manner, WALKED } from "./journey.ts";
import { grouped } from "./reissue.ts";
import { wordsOf } from "./words.ts";

/** The senior manager decides on one request from the list; with a reason it is refused, and others may be needed besides. */
export async function decideOn(
  page: Page,
  number: string,
  { reason, others = false, ...manner }: Manner & { readonly reason?: string; readonly others?: boolean } = {},
): Promise<void> {
  const { language, seen } = { ...WALKED, ...manner };
  const { account, approvals, shell } = wordsOf(language);
  await page
    .getByRole("navigation", { name: shell.nav.label })
    .getByRole("link", { name: shell.nav.approvals })
    .click();
  const row = page.getByRole("row", { name: grouped(number) });
  await expect(row).toBeVisible();
  await seen("decide: list");
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { name: approvals.request.decide })).toBeVisible();
  await seen("decide: request");
  const verdict = reason ? approvals.request.REFUSE : approvals.request.CONFIRM;
  await page.getByRole("button", { name: verdict, exact: true }).click();
  if (reason) {
    await seen("decide: reason");
    await page.getByLabel(approvals.request.reason).fill(reason);
    await page.getByRole("button", { name: verdict, exact: true }).click();
  }
  await expect(page.getByRole("region", { name: approvals.sign.sheet })).toContainText(`number: ${number}`);
  await seen("decide: sign");
  await page.getByRole("button", { name: account.sign.action, exact: true }).click();
  const confirmed = others ? approvals.done.given : approvals.done.confirmed;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(reason ? approvals.done.refused : confirmed);
  await seen("decide: done");
}
