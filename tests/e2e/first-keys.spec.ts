import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { keyFiles } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { installWith } from "./support/install.ts";
import { expectStep, press, tabTo } from "./support/keyboard.ts";
import { expect, signIn, signInHere, test } from "./support/visit.ts";

/** Heads a company, is known to the state registers, and has no key. */
const HEAD = { iin: "760830399195", bin: "260140999055", name: "Смағұлов Нұрлан Бекенұлы" };
const PASSWORD = "Alghash-Kilt7";

const look = (page: Page, what: string) =>
  examine(page, `first keys: ${what}`, { language: "en", colorScheme: "light" });

test("B20: a first head gets first keys from the home page to signing in, by the words of two operators", async ({
  newVisit,
}, testInfo) => {
  const home = await newVisit();
  await home.goto("/en");
  await home.getByRole("link", { name: "I have no valid key" }).click();
  const { number, mark } = await apply(home, testInfo.outputPath());
  const again = await home.context().newPage();
  await again.goto(`/en/track/${number}`);
  await expect(definition(again, "Mark of your keys")).toHaveText(mark);
  await look(again, "tracked");
  await again.close();

  for (const operator of ["operator", "senior-operator"]) {
    const desk = await newVisit();
    await desk.goto("/en/sign-in");
    await signInHere(desk, keyFiles(operator).both);
    await desk.waitForURL("**/en/operator");
    await vouch(desk, { number, mark }, operator === "operator");
    const last = operator === "senior-operator";
    await expect(desk.getByText(last ? "The request is confirmed" : "Your confirmation is signed")).toBeVisible();
  }

  await home.getByRole("link", { name: "Track the request status" }).click();
  // loaded anew before it has led there, the page would stay where it is
  await home.waitForURL("**/track/*");
  const install = home.getByRole("link", { name: "Install the certificates" });
  await expect(async () => {
    await home.reload();
    await expect(install).toBeVisible({ timeout: 10_000 });
    // an address may look thirty times an hour
  }).toPass({ intervals: [5_000] });
  await install.click();
  await home.getByRole("button", { name: "Continue" }).click();
  const files = await installWith(home, PASSWORD, { folder: testInfo.outputPath(), heading: "Certificates installed" });
  const account = await newVisit();
  await signIn(account, files, { password: PASSWORD });
  await expect(account.getByText("СМАҒҰЛОВ").or(account.getByText("Смағұлов")).first()).toBeVisible();
});

/** The wizard, from the numbers to the number to take along. */
async function apply(page: Page, folder: string): Promise<{ number: string; mark: string }> {
  await tabTo(page, "radio", /^For myself An/);
  await page.keyboard.press("ArrowDown");
  await look(page, "who");
  await tabTo(page, "textbox", "IIN");
  await page.keyboard.type(HEAD.iin);
  await tabTo(page, "textbox", "BIN");
  await page.keyboard.type(HEAD.bin);
  await page.keyboard.press("Enter");
  await expectStep(page, "Is this you?");
  await expect(page.getByRole("main")).toContainText("С••• Н••• Б•••");
  await expect(page.getByRole("main")).not.toContainText("Смағұлов");
  await look(page, "found");
  await press(page, "button", "Continue");
  await page.getByText("Advanced: key algorithm").click();
  await page.getByRole("radio", { name: /P-256/ }).check();
  await page.getByLabel(/I confirm that the data/).check();
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await page.getByLabel(/Re-type the new password/).fill(PASSWORD);
  await page.getByLabel(/I have saved this password/).check();
  await page.getByRole("button", { name: "Make the new keys" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the file" }).click();
  await (await download).saveAs(join(folder, "waiting.pem"));
  await page.getByRole("button", { name: "Submit the request" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The request is submitted");
  await look(page, "filed");
  return { number: await detailOf(page, "Request number"), mark: await detailOf(page, "Mark of your keys") };
}

const detailOf = async (page: Page, term: string) => (await definition(page, term).textContent())?.trim() ?? "";

function definition(page: Page, term: string): Locator {
  return page.getByRole("term").filter({ hasText: term }).locator("xpath=following-sibling::dd");
}

/** An operator finds the person by the IIN, checks them, and signs. */
async function vouch(page: Page, { number, mark }: { number: string; mark: string }, isFirst: boolean): Promise<void> {
  await page.getByRole("link", { name: "First keys" }).click();
  await page.getByLabel("Request number or IIN").fill(HEAD.iin);
  await page.getByRole("button", { name: "Search" }).click();
  if (isFirst) await look(page, "search");
  await page.getByRole("link", { name: number }).click();
  await expect(page.getByRole("main")).toContainText(HEAD.name);
  await expect(definition(page, "Mark of the keys")).toHaveText(mark);
  if (isFirst) await look(page, "check");
  await page.getByRole("radio", { name: "Identity card" }).check();
  await page.getByLabel("Last 4 characters of its number").fill("4821");
  await page.getByLabel("Order of appointment").fill("№ 7, 01.10.2026");
  await page.getByLabel(/are those of the state registers/).check();
  await page.getByLabel(/shows the person before me/).check();
  await page.getByRole("button", { name: "Go on to the signature" }).click();
  await page.getByRole("button", { name: "Sign", exact: true }).click();
}
