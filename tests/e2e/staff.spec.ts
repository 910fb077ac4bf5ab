import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { DEMO_PEOPLE } from "../../prisma/demo-people.ts";
import { keyFiles, PASSWORD, STATUS_URL } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { givenUpMessage } from "./support/given-up-message.ts";
import { expect, signInAs, signInHere, test } from "./support/visit.ts";
import { LANGUAGES } from "./support/words.ts";

const openssl = (...args: readonly string[]) => execFileSync("openssl", [...args], { stdio: "pipe" }).toString();

/** In both schemes and at 320 pixels, too. */
const look = (page: Page, what: string) => examine(page, what, { language: "en", colorScheme: "light" });

test("signing in leads the authority's staff to their work, and their own keys are one link away", async ({
  newVisit,
}) => {
  const page = await newVisit({ width: 390 });
  await page.goto("/en/sign-in");
  await signInHere(page, keyFiles("operator").both);
  await page.waitForURL("**/en/operator");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByRole("main")).toContainText("Operator of the authority");
  for (const language of LANGUAGES) {
    await page.goto(`/${language}/operator`);
    await examine(page, "staff", { language, colorScheme: "light" });
  }
  await page.goto("/en/operator");
  await page.getByRole("link", { name: "My own keys" }).click();
  await page.waitForURL("**/en/account");
});

test("an employee of a company is told whose pages these are", async ({ newVisit }) => {
  const page = await newVisit();
  await signInAs(page, "dala-employee");
  await page.goto("/en/operator");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is for the authority's staff");
  await page.getByRole("link", { name: "To my first page" }).click();
  await page.waitForURL("**/en/account");
});

test("an operator sends a letter again that was given up, and looks up whom it was for", async ({ newVisit }) => {
  const { iin = "" } = DEMO_PEOPLE.find(({ slug }) => slug === "individual") ?? {};
  await givenUpMessage(process.env["TANBA_E2E_VAR"] ?? "", iin);
  const page = await newVisit();
  await page.goto("/en/sign-in");
  await signInHere(page, keyFiles("operator").auth);
  await page.waitForURL("**/en/operator");
  await page.getByRole("link", { name: "Messages", exact: true }).click();
  await page.getByRole("link", { name: /to be seen to$/ }).click();
  await page.waitForURL("**/en/operator/messages?state=GIVEN_UP");
  await examine(page, "messages", { language: "en", colorScheme: "light" });
  await page.getByRole("checkbox", { name: /^Choose: Keys installed, Әбдірахманов/ }).press("Space");
  await page.getByRole("button", { name: "Send again" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Әбдірахманов" })).toContainText("will be sent again");
  await page.goto("/en/operator/messages?kind=KEYS_INSTALLED");
  await expect(page.getByRole("row").filter({ hasText: "The mail server answered 550" })).toContainText("Sent again");

  await page.getByRole("link", { name: "Register", exact: true }).click();
  await page.getByLabel("IIN or name").fill("әбдірах");
  await page.getByLabel("IIN or name").press("Enter");
  await expect(page.getByRole("heading", { name: "1 found" })).toBeVisible();
  await examine(page, "the register", { language: "en", colorScheme: "dark" });
  await page.getByRole("link", { name: /^Әбдірахманов/ }).press("Enter");
  await page.waitForURL(/registers\/people\//);
  await expect(page.getByRole("main")).not.toContainText(iin);
  const { pathname } = new URL(page.url());
  for (const language of LANGUAGES) {
    await page.goto(pathname.replace("/en/", `/${language}/`));
    await examine(page, "a person of the register", { language, colorScheme: language === "ru" ? "dark" : "light" });
  }
  await page.getByRole("button", { name: /^Show/ }).press("Enter");
  await expect(page.getByRole("main")).toContainText(iin);
});

test("D4: an operator finds a certificate and orders its revocation, a senior operator approves, and OpenSSL is told", async ({
  newVisit,
}, testInfo) => {
  const file = (name: string) => testInfo.outputPath(name);
  const [leaf, issuer, root] = [file("leaf.pem"), file("issuing.pem"), file("root.pem")];
  // nobody signs with this one
  writeFileSync(leaf, openssl("pkcs12", "-in", keyFiles("auditor").sign, "-nokeys", "-passin", `pass:${PASSWORD}`));
  const desk = await newVisit();
  await desk.goto("/en/sign-in");
  await signInHere(desk, keyFiles("operator").both);
  await desk.waitForURL("**/en/operator");
  await desk.getByRole("link", { name: "Certificates", exact: true }).click();
  await desk.getByLabel(/^IIN, BIN, name/).fill("омар");
  await desk.getByRole("button", { name: "Search" }).press("Enter");
  const row = desk.getByRole("row").filter({ hasText: "Омарова" }).filter({ hasNotText: "Key for signing in" });
  await expect(row).toContainText("IIN ends in 9160");
  await look(desk, "found certificates");
  await row.getByRole("link").click();

  await desk.getByRole("button", { name: /^Show/ }).click();
  await expect(desk.getByText("IIN 780909399160")).toBeVisible();
  await desk.getByRole("button", { name: "Go on to the signature" }).click();
  await expect(desk.getByRole("alert", { name: "There is a problem" })).toContainText("Choose what is ordered");
  await desk.getByRole("radio", { name: "Revoke: No longer needed" }).check();
  await desk.getByLabel("Number of the document").fill("7599-26-00-2/11");
  await desk.getByLabel("Date of the document").fill("2026-11-20");
  await look(desk, "a certificate and the order about it");
  await desk.getByRole("button", { name: "Go on to the signature" }).click();
  await expect(desk.getByRole("region", { name: "The order to be signed" })).toContainText("780909399160");
  await look(desk, "signing an order");
  await desk.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(desk.getByText("Another person has to approve it")).toBeVisible();
  await look(desk, "an order of one's own");

  const office = await newVisit();
  await office.goto("/en/sign-in");
  await signInHere(office, keyFiles("senior-operator").both);
  await office.waitForURL("**/en/operator");
  await office.getByRole("link", { name: "Orders", exact: true }).click();
  const waiting = office.getByRole("row").filter({ hasText: "No longer needed" });
  await expect(waiting).toContainText("No. 7599-26-00-2/11 of 20 November 2026");
  await look(office, "orders that wait");
  await waiting.getByRole("link").click();
  await look(office, "an order to decide on");
  await office.getByRole("button", { name: "Approve", exact: true }).click();
  await office.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(office.getByText("The order is approved")).toBeVisible();
  await look(office, "an approved order");
  for (const address of [desk.url(), office.url(), office.url().replace(/[^/]+$/, "")]) {
    await office.goto(address.replace("/en/", "/kk/"));
    await examine(office, address, { language: "kk", colorScheme: "dark" });
  }

  for (const name of ["issuing", "root"]) {
    const answer = await fetch(`${STATUS_URL}/ca/${name}.cer`);
    writeFileSync(file(`${name}.cer`), new Uint8Array(await answer.arrayBuffer()));
    openssl("x509", "-in", file(`${name}.cer`), "-out", file(`${name}.pem`));
  }
  const asked = ["-issuer", issuer, "-cert", leaf, "-CAfile", root, "-url", `${STATUS_URL}/ocsp`];
  await expect.poll(() => openssl("ocsp", ...asked)).toMatch(/: revoked\n[\s\S]*cessationOfOperation/);
});
