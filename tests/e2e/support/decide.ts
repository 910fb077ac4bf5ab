import { expect, type Page } from "@playwright/test";
import { grouped } from "./reissue.ts";

/** The senior manager decides on one request from the list; with a reason it is refused. */
export async function decideOn(page: Page, number: string, reason?: string): Promise<void> {
  await page
    .getByRole("navigation", { name: "Main menu" })
    .getByRole("link", { name: /Approvals/ })
    .click();
  await page
    .getByRole("row", { name: grouped(number) })
    .getByRole("link")
    .click();
  await page.getByRole("button", { name: reason ? "Refuse" : "Confirm", exact: true }).click();
  if (reason) {
    await page.getByLabel("Reason").fill(reason);
    await page.getByRole("button", { name: "Refuse", exact: true }).click();
  }
  await expect(page.getByRole("region", { name: "The decision to be signed" })).toContainText(`number: ${number}`);
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    reason ? "The request is refused" : "The request is confirmed",
  );
}
