import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { keyFiles } from "./support/demo.ts";
import { expect, openKey, test } from "./support/visit.ts";

const DAY_MS = 86_400_000;

async function keyStep(page: Page): Promise<void> {
  await page.goto("/en/sign-in?step=key");
}

/** The visitor's clock goes wrong, in the page and in its worker alike; Playwright's own clock reaches only the page. */
async function shiftClock(page: Page, ms: number): Promise<void> {
  const shift = `if (!self.shifted) { self.shifted = true; const now = Date.now; const RealDate = Date;
    self.Date = class extends RealDate { constructor(...parts) { parts.length ? super(...parts) : super(now() + ${ms}); } };
    Date.now = () => now() + ${ms}; }\n`;
  await page.context().route(/\/_next\/static\/.*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: shift + (await response.text()) });
  });
}

test("a wrong password is said at the field, and nothing is locked", async ({ newVisit }) => {
  const page = await newVisit();
  await keyStep(page);
  await openKey(page, keyFiles("individual").auth, "Wrong-Password-1");
  const summary = page.getByRole("alert", { name: "There is a problem" });
  await expect(summary).toContainText("Incorrect password. You can try again, nothing is locked");
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await openKey(page, keyFiles("individual").auth);
  await expect(page.getByRole("button", { name: "Sign", exact: true })).toBeVisible();
});

test("a file that is no key file is named as such", async ({ newVisit }, testInfo) => {
  const page = await newVisit();
  const file = testInfo.outputPath("letter.p12");
  writeFileSync(file, "Dear customer,");
  await keyStep(page);
  await openKey(page, file);
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
    "letter.p12: this is not a key file",
  );
});

test("nothing chosen and nothing typed: both are asked for at once, and the summary leads to the fields", async ({
  newVisit,
}) => {
  const page = await newVisit();
  await keyStep(page);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("link", { name: "Enter the password of the key" }).click();
  await expect(page.getByLabel("Please, enter the password for key storage")).toBeFocused();
});

test("a signing key offered for sign-in is recognised and the other file of the pair named", async ({ newVisit }) => {
  const page = await newVisit();
  await keyStep(page);
  await openKey(page, keyFiles("individual").sign);
  await expect(page.getByRole("heading", { name: "This is a key for signing documents" })).toBeFocused();
  await expect(page.getByRole("main")).toContainText("its name begins with AUTH_");
});

test("a key of another authority is refused with the way forward", async ({ newVisit }, testInfo) => {
  const page = await newVisit();
  const path = (name: string) => testInfo.outputPath(name);
  execFileSync("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=ИВАНОВ ИВАН"],
    ...["-addext", "extendedKeyUsage=clientAuth", "-keyout", path("key.pem"), "-out", path("cert.pem"), "-utf8"],
  ]);
  execFileSync("openssl", [
    ...["pkcs12", "-export", "-inkey", path("key.pem"), "-in", path("cert.pem"), "-passout", "pass:Foreign-1"],
    ...["-out", path("foreign.p12")],
  ]);
  await keyStep(page);
  await openKey(page, path("foreign.p12"), "Foreign-1");
  await expect(page.getByRole("heading", { name: "This key was not issued by us" })).toBeFocused();
  await page.getByRole("link", { name: "What to do now" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

for (const [what, days, heading] of [
  ["expired", 400, "The key has expired"],
  ["not yet valid", -30, "The key is not valid yet"],
] as const) {
  test(`a key that is ${what} gets its own page with the way forward`, async ({ newVisit }) => {
    const page = await newVisit();
    await shiftClock(page, days * DAY_MS);
    await keyStep(page);
    await openKey(page, keyFiles("individual").auth);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await expect(page.getByRole("button", { name: "Choose another file" })).toBeVisible();
  });
}

test("a revoked key signs the challenge and is told so by the server, with the way forward", async ({
  newVisit,
  expectAnswers,
}) => {
  expectAnswers(403, 409, 422);
  const page = await newVisit();
  await keyStep(page);
  await openKey(page, keyFiles("revoked").auth);
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(page.getByRole("heading", { name: "The key has been revoked" })).toBeVisible();
  await expect(page.getByRole("link", { name: "What to do now" })).toBeVisible();
});

test("a device says that it comes with the signing agent, and the way goes on with a file", async ({ newVisit }) => {
  const page = await newVisit();
  await page.goto("/en/sign-in");
  await page.getByRole("radio", { name: /Kaztoken/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Kaztoken does not work yet");
});
