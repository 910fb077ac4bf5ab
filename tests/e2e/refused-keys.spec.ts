import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { keyFiles } from "./support/demo.ts";
import { expect, openKey, test } from "./support/visit.ts";

async function keyStep(page: Page): Promise<void> {
  await page.goto("/en/sign-in?step=key");
}

test("a wrong password is said at the field, and nothing is locked", async ({ newVisit }) => {
  const page = await newVisit();
  await keyStep(page);
  await openKey(page, keyFiles("individual").auth, { password: "Wrong-Password-1" });
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

test("H5: a key file that asks for too much work is refused, and the page goes on while a slow one is tried", async ({
  newVisit,
}, testInfo) => {
  const page = await newVisit();
  const path = (name: string) => testInfo.outputPath(name);
  const openssl = (args: readonly string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  openssl([
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Slow"],
    ...["-addext", "extendedKeyUsage=clientAuth", "-keyout", path("key.pem"), "-out", path("cert.pem")],
  ]);
  const write = (name: string, rounds: number) =>
    openssl([
      ...["pkcs12", "-export", "-inkey", path("key.pem"), "-in", path("cert.pem"), "-passout", "pass:Slow-Key-1"],
      ...["-iter", String(rounds), "-nomac", "-out", path(name)],
    ]);
  write("dear.p12", 2_000_001);
  // key and certificate: all the rounds that a file may ask for
  write("slow.p12", 1_000_000);
  await keyStep(page);
  await openKey(page, path("dear.p12"), { password: "Slow-Key-1" });
  const summary = page.getByRole("alert", { name: "There is a problem" });
  await expect(summary).toContainText("dear.p12: opening the file would take too much work");

  const pauses = await page.evaluateHandle(() => {
    const seen = { longest: 0, last: performance.now() };
    setInterval(() => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
    }, 20);
    return seen;
  });
  await openKey(page, path("slow.p12"), { password: "Slow-Key-1" });
  await expect(page.getByRole("heading", { name: "This key was not issued by us" })).toBeFocused();
  // the rounds take a second and more of a processor; the page never waited for them
  expect(await pauses.evaluate(({ longest }) => longest)).toBeLessThan(1000);
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

test("a device says that it comes with the signing agent, and the way goes on with a file", async ({ newVisit }) => {
  const page = await newVisit();
  await page.goto("/en/sign-in");
  await page.getByRole("radio", { name: /Kaztoken/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Kaztoken does not work yet");
});
