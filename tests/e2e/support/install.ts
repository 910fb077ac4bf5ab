import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { type Manner, WALKED } from "./journey.ts";
import { wordsOf } from "./words.ts";

/** The rest of pictures 11 to 13, once the waiting keys are found; gives the paths of the two files, AUTH first. */
export async function installWith(
  page: Page,
  password: string,
  { folder, heading, ...manner }: Manner & { readonly folder: string; readonly heading?: string },
): Promise<readonly [string, string]> {
  const { language, seen } = { ...WALKED, ...manner };
  const { install, newPassword, requests } = wordsOf(language);
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toHaveText(install.password.heading);
  await seen("install: password");
  await page.getByLabel(newPassword.first, { exact: true }).fill(password);
  await page.getByLabel(newPassword.second).fill(password);
  await page.getByLabel(newPassword.saved).check();
  await page.getByRole("button", { name: install.password.submit }).click();
  await seen("install: making");
  await expect(title).toHaveText(install.confirm.heading, { timeout: 60_000 });
  await seen("install: confirm");
  const files = await saveBoth(page, install.confirm.save, folder);
  await seen("install: saved");
  await page.getByRole("button", { name: install.confirm.submit, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading ?? requests.installed.heading);
  await seen("install: installed");
  return files;
}

async function saveBoth(page: Page, action: string, folder: string): Promise<readonly [string, string]> {
  const isAuth = (name: string) => name.startsWith("AUTH_");
  const downloads = Promise.all([
    page.waitForEvent("download", (download) => isAuth(download.suggestedFilename())),
    page.waitForEvent("download", (download) => !isAuth(download.suggestedFilename())),
  ]);
  await page.getByRole("button", { name: action }).click();
  const save = async (download: Awaited<typeof downloads>[number]) => {
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  };
  const [auth, sign] = await downloads;
  return [await save(auth), await save(sign)];
}
