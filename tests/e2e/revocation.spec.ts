import type { Locator, Page } from "@playwright/test";
import { enterCode } from "./support/code.ts";
import { keyFiles } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { press } from "./support/keyboard.ts";
import { expect, openKey, signInAs, test } from "./support/visit.ts";
import { wordsOf } from "./support/words.ts";

const EMPLOYEE = keyFiles("dala-employee-2");

/** In both schemes and at 320 pixels, too. */
const look = async (page: Page) =>
  examine(page, (await title(page).textContent()) ?? "", { language: "en", colorScheme: "light" });

const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** From the choice of keys to the page that signs. */
async function orderTo(page: Page, keys: Locator, reason: RegExp): Promise<void> {
  for (const key of await keys.all()) await key.check();
  await look(page);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(title(page)).toHaveText("What is the reason?");
  await page.getByRole("radio", { name: reason }).check();
  await look(page);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByRole("heading", { name: "What does not happen" })).toBeVisible();
  await look(page);
}

/** The last button, by the keyboard. */
async function sign(page: Page, action: string): Promise<void> {
  await expect(page.getByRole("region", { name: "The text to be signed" })).toContainText("TANBA-SIGN/1");
  await look(page);
  await press(page, "button", action);
}

test("keys are put on hold, released and revoked, by their holder and by the senior manager", async ({
  newVisit,
  expectAnswers,
}) => {
  // asked after the session has ended
  expectAnswers(401, 404);
  const page = await newVisit();
  await signInAs(page, "dala-employee-2");

  // on hold, with the signing key itself
  await page.goto("/en/account/keys/revoke?reason=CERTIFICATE_HOLD");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Choose at least one key");
  // the page was loaded anew, so no key is open
  await orderTo(page, page.getByRole("checkbox", { name: /Key for signing,/ }), /put the key on hold/);
  await expect(title(page)).toHaveText("Put this key on hold?");
  await page.getByRole("button", { name: "Continue to signing" }).click();
  await openKey(page, EMPLOYEE.both);
  await sign(page, "Sign and put on hold");
  await expect(title(page)).toHaveText("The key is on hold");
  await look(page);

  // released with the other key
  await page.goto("/en/account/keys/revoke");
  await page.getByRole("link", { name: "Lift the hold instead" }).click();
  await expect(title(page)).toHaveText("Lift the hold on this key?");
  await look(page);
  const serial = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.getByRole("button", { name: "Continue to signing" }).click();
  await page.getByRole("button", { name: "I no longer have the key for signing" }).click();
  await openKey(page, EMPLOYEE.auth);
  await sign(page, "Sign and lift the hold");
  await expect(title(page)).toHaveText("The hold is lifted");

  // revoked by the senior manager
  const office = await newVisit({ width: 390 });
  await signInAs(office, "dala-first-head");
  await office.goto(`/en/account/keys/revoke?serial=${serial}`);
  await expect(office.getByRole("checkbox", { checked: true })).toHaveCount(1);
  await orderTo(office, office.getByRole("checkbox", { checked: true }), /has left the organisation/);
  await office.getByRole("button", { name: "Continue to signing" }).click();
  await openKey(office, keyFiles("dala-first-head").both);
  await enterCode(office, {
    ask: () => sign(office, "Sign"),
    action: "Sign and revoke",
    before: () => look(office),
  });
  await expect(title(office)).toHaveText("The key is revoked");
  await look(office);
  await page.goto("/en/account/keys");
  await expect(page.getByRole("main").getByText("Revoked")).not.toHaveCount(0);

  // what is revoked, and what is another's, cannot be revoked
  await page.goto(`/en/account/keys/revoke?serial=${serial}`);
  await expect(title(page)).toHaveText("This key can no longer be revoked");
  await page.goto(`/en/account/keys/revoke?serial=${"5a".repeat(20)}`);
  await expect(title(page)).toHaveText("Page not found");

  // the key of this very session
  await page.goto("/en/account/keys/revoke");
  await orderTo(page, page.getByRole("checkbox", { name: /You are signed in with this key/ }), /lost or stolen/);
  await expect(page.getByText("You will be signed out as soon as you have signed.")).toBeVisible();
  await page.getByRole("button", { name: "Continue to signing" }).click();
  await page.getByRole("button", { name: "I no longer have the key for signing" }).click();
  await openKey(page, EMPLOYEE.auth);
  await sign(page, "Sign and revoke");
  await expect(title(page)).toHaveText("Your order is on record, and you are signed out");
  await expect(page.getByRole("banner").getByRole("button", { name: wordsOf("en").shell.account.menu })).toHaveCount(0);
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  await look(page);
  await page.goto("/en/account");
  await expect(title(page)).toHaveText("Your session has ended");
});
