import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { LOG_KEY } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { expect, signInAs, test } from "./support/visit.ts";
import { LANGUAGES } from "./support/words.ts";

const openssl = (...args: readonly string[]) => execFileSync("openssl", [...args]).toString();

/** Where a row of the table leads. */
async function firstKey(page: Page): Promise<string> {
  await page.getByRole("table").getByRole("link").first().click();
  await page.waitForURL(/\/account\/keys\/[0-9a-f]{40}$/);
  return new URL(page.url()).pathname.slice(-40);
}

test("a person filters the list of keys, opens one, and takes the certificate and the report along", async ({
  newVisit,
}, testInfo) => {
  const page = await newVisit();
  await signInAs(page, "alma-financial");
  await page.goto("/en/account/keys");
  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Purpose").selectOption({ label: "Key for signing" });
  await page.getByRole("button", { name: "Apply filters" }).click();
  await page.waitForURL("**/en/account/keys?slot=SIGN");
  await expect(page.getByRole("row")).toHaveCount(1 + 1);
  await page.goto("/en/account/keys?slot=SIGN&status=REVOKED");
  await expect(page.getByRole("main")).toContainText("No keys match");
  await page.getByRole("link", { name: /^Revoked\s*, remove/ }).click();
  await page.waitForURL("**/en/account/keys?slot=SIGN");

  const [report] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download as PDF" }).click(),
  ]);
  expect(report.suggestedFilename()).toMatch(/^ds-keys-\d{4}-\d\d-\d\d\.pdf$/);

  const serial = await firstKey(page);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "With the chain, PEM" }).click(),
  ]);
  await expect(page.getByRole("region", { name: "What the status service says" })).toContainText("In force");
  expect(saved.suggestedFilename()).toMatch(/^RSA256_[0-9a-f]{40}_chain\.pem$/);
  const file = testInfo.outputPath("chain.pem");
  await saved.saveAs(file);
  expect(openssl("x509", "-in", file, "-noout", "-serial").trim().toLowerCase()).toBe(`serial=${serial}`);

  const [proof] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Proof of entry in the log" }).click(),
  ]);
  const kept = testInfo.outputPath("proof.json");
  await proof.saveAs(kept);
  const checked = execFileSync(process.execPath, [
    "src/auditor/main.ts",
    "prove-check",
    kept,
    "--key",
    LOG_KEY,
  ]).toString();
  const fingerprint = openssl("x509", "-in", file, "-noout", "-fingerprint", "-sha256")
    .replaceAll(":", "")
    .toLowerCase();
  expect(fingerprint).toContain(/SHA-256 ([0-9a-f]{64}) was issued/.exec(checked)?.[1] ?? "nothing");
});

test("B8: another's key is as one that there is none of, also for the senior manager of another company", async ({
  newVisit,
  expectAnswers,
}) => {
  expectAnswers(404);
  const owner = await newVisit();
  await signInAs(owner, "alma-financial");
  await owner.goto("/en/account/keys?slot=AUTH");
  const serial = await firstKey(owner);
  const stranger = await newVisit();
  await signInAs(stranger, "dala-first-head");
  const seen = async (path: string) => {
    const response = await stranger.goto(path);
    return [response?.status(), await stranger.getByRole("main").textContent(), await stranger.title()];
  };
  const foreign = await seen(`/en/account/keys/${serial}`);
  expect(foreign[0]).toBe(404);
  expect(await seen(`/en/account/keys/${"51".repeat(20)}`)).toEqual(foreign);
  expect(await seen("/en/account/keys/nothing")).toEqual(foreign);
});

test("a senior manager finds the keys of the staff; an employee does not", async ({ newVisit }) => {
  const employee = await newVisit();
  await signInAs(employee, "alma-financial");
  await employee.goto("/en/organisation/staff");
  await expect(employee.getByRole("heading", { level: 1 })).toHaveText("This page is for the senior manager");

  const manager = await newVisit();
  await signInAs(manager, "alma-first-head");
  await manager.goto("/en/organisation/staff");
  await manager.getByText("Filters", { exact: true }).click();
  await manager.getByLabel("Name or IIN").fill("9056");
  await manager.getByRole("button", { name: "Apply filters" }).click();
  await manager.waitForURL("**/en/organisation/staff?who=9056");
  await expect(manager.getByRole("table")).toContainText("Петрова Наталья");
  await expect(manager.getByRole("table")).not.toContainText("830419499056");
  const serial = await firstKey(manager);
  await expect(manager.getByRole("link", { name: "Revoke", exact: true })).toHaveAttribute("href", new RegExp(serial));
});

for (const [place, language] of LANGUAGES.entries()) {
  test(`axe finds nothing in the lists of keys and on a key's page, ${language}${language === "kk" ? "" : " @long"}`, async ({
    newVisit,
  }) => {
    const colorScheme = place % 2 === 0 ? "light" : "dark";
    const page = await newVisit({ colorScheme });
    await signInAs(page, "alma-first-head");
    await page.goto("/en/account/keys?slot=SIGN");
    const serial = await firstKey(page);
    for (const path of ["/account/keys", `/account/keys/${serial}`, "/organisation/staff?status=VALID"]) {
      await page.goto(`/${language}${path}`);
      await examine(page, path, { language, colorScheme });
    }
  });
}
