import { execFileSync, spawnSync } from "node:child_process";
import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "./demo.ts";

/** The page "Change of DS key password", by the menu. */
export async function openChangeOfPassword(page: Page): Promise<void> {
  const menu = page.getByRole("navigation", { name: "Main menu" });
  await menu.getByRole("button", { name: "My DS keys" }).click();
  await menu.getByRole("link", { name: "Change of DS key password" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Change of DS key password");
  await page.waitForLoadState("networkidle");
}

/** The first step; the files, if any, go into the browser's own input. */
export async function openWithOldPassword(
  page: Page,
  { files = [], password = PASSWORD }: { readonly files?: readonly string[]; readonly password?: string },
): Promise<void> {
  if (files.length > 0) await page.getByTestId("key-files-files").setInputFiles([...files]);
  await page.getByLabel("The password that the key has now").fill(password);
  await page.getByRole("button", { name: "Open", exact: true }).click();
}

/** The second step. */
export async function setNewPassword(page: Page, password: string, again = password): Promise<void> {
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByLabel("Re-type the new password").fill(again);
  await page.getByLabel(/I have saved this password/).check();
  await page.getByRole("button", { name: "Change the password" }).click();
}

/** What a key file holds, as OpenSSL tells it: names, certificates, the private key. */
export function contentOf(file: string, password: string): string {
  const args = ["pkcs12", "-legacy", "-in", file, "-noenc", "-passin", `pass:${password}`];
  return execFileSync("openssl", args, { encoding: "utf8" });
}

/** How a key file is encrypted; undefined where OpenSSL does not open it. */
export function protectionOf(file: string, password: string): string | undefined {
  const said = spawnSync("openssl", ["pkcs12", "-in", file, "-noout", "-info", "-passin", `pass:${password}`], {
    encoding: "utf8",
  });
  return said.status === 0 ? said.stderr : undefined;
}
