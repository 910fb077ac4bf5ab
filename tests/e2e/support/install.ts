import { join } from "node:path";
import { expect, type Page } from "@playwright/test";

/** The rest of pictures 11 to 13, once the waiting keys are found; gives the paths of the two files, AUTH first. */
export async function installWith(page: Page, password: string, folder: string): Promise<readonly [string, string]> {
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByLabel("Re-type the new password").fill(password);
  await page.getByLabel(/I have saved this password/).check();
  await page.getByRole("button", { name: "Download certificates" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm that the files are saved", {
    timeout: 60_000,
  });

  const isAuth = (name: string) => name.startsWith("AUTH_");
  const downloads = Promise.all([
    page.waitForEvent("download", (download) => isAuth(download.suggestedFilename())),
    page.waitForEvent("download", (download) => !isAuth(download.suggestedFilename())),
  ]);
  await page.getByRole("button", { name: "Save both files" }).click();
  const [auth, sign] = await Promise.all(
    (await downloads).map(async (download) => {
      const path = join(folder, download.suggestedFilename());
      await download.saveAs(path);
      return path;
    }),
  );
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(page.getByRole("main")).toContainText("Certificates installed");
  if (!auth || !sign) throw new Error("two files were to be saved");
  return [auth, sign];
}
