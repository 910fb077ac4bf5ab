import type { Page } from "@playwright/test";
import { enterCode, received } from "./support/code.ts";
import { examine } from "./support/examine.ts";
import { prepareReissue } from "./support/reissue.ts";
import { expect, signInAs, test } from "./support/visit.ts";

const GROUND = { language: "en", colorScheme: "light" } as const;
const title = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("B9: a person to whom no code can come is told why and where to go", async ({ newVisit }) => {
  const page = await newVisit();
  await signInAs(page, "non-resident");
  await prepareReissue(page, { algorithm: "EC" });
  await press(page, "Sign");
  await expect(title(page)).toHaveText("Enter the code");
  const news = page.getByRole("alert").filter({ hasText: "No code can" });
  await expect(news).toContainText("You are registered as a non-resident");
  await expect(news).toContainText("Registration Center");
  await expect(page.getByLabel("The six digits of the code")).toHaveCount(0);
  await examine(page, "no code", GROUND);
});

/** What can go wrong with a code, all of it told in place. */
async function slip(page: Page, action: string): Promise<void> {
  const field = page.getByLabel("The six digits of the code");
  await expect(field).toHaveAttribute("autocomplete", "one-time-code");
  await expect(field).toHaveAttribute("inputmode", "numeric");
  await field.fill("12-34");
  await press(page, action);
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Enter the six digits");
  await field.fill("000000");
  await press(page, action);
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("The code is wrong");
  await page.getByText("The code has not come?").click();
  await press(page, "Send a new code");
  await expect(page.getByText("A minute has not passed")).toBeVisible();
  await examine(page, "a wrong code", GROUND);
}

test("B9, B10: a new address takes a code, however often it is mistyped, and a link, which is followed elsewhere", async ({
  newVisit,
  expectAnswers,
}) => {
  expectAnswers(404, 422);
  const page = await newVisit();
  await signInAs(page, "alma-financial");
  await page.goto("/en/account/profile");
  await page.getByRole("link", { name: "Change the e-mail address" }).click();
  await expect(title(page)).toHaveText("Where shall letters go?");
  await page.getByLabel("New e-mail address").fill("natalia@demo.invalid, other@demo.invalid");
  await press(page, "Continue");
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Enter one e-mail address");
  await examine(page, "a new address", GROUND);
  await page.getByLabel("New e-mail address").fill("Natalia@Demo.invalid");
  const since = new Date();
  const action = "Send the link";
  await enterCode(page, { ask: () => press(page, "Continue"), action, before: () => slip(page, action) });
  await expect(title(page)).toHaveText("Follow the link in the letter");
  await examine(page, "the link is sent", GROUND);
  await page.getByRole("link", { name: "To the profile" }).click();
  await expect(page.getByRole("main")).toContainText("Waiting for you to follow the link sent to Natalia@demo.invalid");

  const letter = await received({ channel: "EMAIL", to: "Natalia@demo.invalid", since });
  const [link = ""] = /http\S+\/confirm-email#[A-Za-z0-9_-]{43}/.exec(letter) ?? [];
  const elsewhere = await newVisit({ width: 390 });
  await elsewhere.goto(link.replace(/\/(kk|ru|en)\/confirm/, "/en/confirm"));
  await expect(title(elsewhere)).toHaveText("Confirm your e-mail address");
  await examine(elsewhere, "the page of the link", GROUND);
  await press(elsewhere, "Confirm the address");
  await expect(title(elsewhere)).toHaveText("The address is confirmed");

  await page.reload();
  await expect(page.getByRole("main")).toContainText("Natalia@demo.invalid");
  await expect(page.getByRole("main")).not.toContainText("Waiting for you");
  expect(await received({ channel: "EMAIL", to: "alma-financial@demo.invalid", since })).not.toBe("");

  await elsewhere.reload();
  await press(elsewhere, "Confirm the address");
  await expect(elsewhere.getByRole("alert", { name: "There is a problem" })).toContainText("The link no longer works");
  await expect(elsewhere.getByRole("main").getByRole("button")).toHaveCount(0);
  await expect(elsewhere.getByRole("main").getByRole("link")).toHaveAttribute("href", "/en/account/profile");
  await examine(elsewhere, "a dead link", GROUND);
});
