import { expect, type Page } from "@playwright/test";
import { enterCode } from "./code.ts";
import { type Manner, WALKED } from "./journey.ts";
import { wordsOf } from "./words.ts";

interface Wishes extends Manner {
  readonly email?: string;
  readonly algorithm?: "RSA" | "EC";
  /** Where the code comes to, if not the sink of all browser tests. */
  readonly sink?: string;
}

/** Pictures 14 to 17: asks for the re-issuance of the keys, by the menu, and gives the request number without hyphens. */
export async function askForReissue(page: Page, wishes: Wishes = {}): Promise<string> {
  const { language, seen } = { ...WALKED, ...wishes };
  await prepareReissue(page, wishes);
  await signTheRequest(page, { language, seen, sink: wishes.sink });
  const [number] = /[0-9A-Z]{13}/.exec(new URL(page.url()).pathname) ?? [];
  if (!number) throw new Error(`no request number in ${page.url()}`);
  return number;
}

/** The same up to the page that signs. */
export async function prepareReissue(page: Page, wishes: Wishes = {}): Promise<void> {
  const { language, seen, email = "", algorithm = "RSA" } = { ...WALKED, ...wishes };
  const { reissue, shell } = wordsOf(language);
  const title = page.getByRole("heading", { level: 1 });
  const menu = page.getByRole("navigation", { name: shell.nav.label });
  await menu.getByRole("button", { name: shell.nav.keys }).click();
  await menu.getByRole("link", { name: shell.nav.reissue }).click();
  await expect(title).toHaveText(reissue.details.heading);
  await seen("reissue: details");
  if (email) await page.getByLabel(reissue.details.email).fill(email);
  await page.getByRole("button", { name: reissue.details.submit }).click();

  await expect(title).toHaveText(reissue.storage.heading);
  await expect(page.getByText(reissue.storage.warningTitle)).toBeVisible();
  if (algorithm === "EC") {
    await page.getByText(reissue.storage.advanced).click();
    await page.getByLabel(reissue.storage.p256).check();
  }
  await seen("reissue: storage");
  await page.getByLabel(reissue.storage.correct).check();
  await page.getByRole("button", { name: reissue.storage.submit, exact: true }).click();

  await expect(title).toHaveText(reissue.key.headingInUse);
  await seen("reissue: key");
  await makeNewKeys(page, { language, seen });
}

/** The two keys are made and their file is saved. */
async function makeNewKeys(page: Page, { language, seen }: Required<Manner>): Promise<void> {
  const { reissue } = wordsOf(language);
  const title = page.getByRole("heading", { level: 1 });
  await page.getByRole("button", { name: reissue.key.make }).click();
  await seen("reissue: making");
  await expect(title).toHaveText(reissue.save.heading);
  await seen("reissue: save");
  await page.getByRole("button", { name: reissue.save.action, exact: true }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText(/TANBA_[0-9A-Z]{13}\.pem/);
  await seen("reissue: saved");
  await page.getByRole("button", { name: reissue.save.continue }).click();
}

async function signTheRequest(
  page: Page,
  { language, seen, sink }: Required<Manner> & Pick<Wishes, "sink">,
): Promise<void> {
  const { reissue, account } = wordsOf(language);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(reissue.sign.heading);
  await seen("reissue: sign");
  const ask = () => page.getByRole("button", { name: account.sign.action, exact: true }).click();
  await enterCode(page, { ask, action: reissue.sign.submit, language, seen, sink });
  await page.waitForURL(/account\/requests\/[0-9A-Z]{13}\?submitted/);
  await seen("reissue: submitted");
}

/** As people read it: 4-4-4-1. */
export const grouped = (number: string) => (number.match(/.{1,4}/g) ?? []).join("-");
