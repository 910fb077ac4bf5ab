import { tabTo } from "./support/keyboard.ts";
import { expect, signInAs, test } from "./support/visit.ts";
import { wordsOf } from "./support/words.ts";

// nobody else signs in as this person while this file runs: it ends their sessions, those of tests before it too
const WHO = "non-resident";

const { security, profile } = wordsOf("en");

test("a person sees the other browser, ends it, and finds it in the activity", async ({ newVisit, expectAnswers }) => {
  expectAnswers(401);
  const here = await newVisit();
  await signInAs(here, WHO);
  const there = await newVisit({ width: 390 });
  await signInAs(there, WHO);

  await here.getByRole("button", { name: wordsOf("en").shell.account.menu }).click();
  await here.getByRole("link", { name: security.title, exact: true }).click();
  await expect(here.getByRole("heading", { level: 1 })).toHaveText(security.title);
  const sessions = here.getByRole("region", { name: security.sessions.heading }).getByRole("listitem");
  await expect(sessions.first()).toContainText(security.sessions.this);
  const others = sessions.filter({ hasNotText: security.sessions.this });
  await expect(others.filter({ hasText: security.sessions.new }).first()).toContainText("Chrome on Linux");

  await tabTo(here, "button", security.sessions.end);
  await here.keyboard.press("Enter");
  await expect(here.getByRole("status").filter({ hasText: security.sessions.ended })).toBeVisible();
  await expect(sessions).toHaveCount(1);
  const activity = here.getByRole("list", { name: security.activity.heading }).getByRole("listitem");
  await expect(activity.first()).toContainText(security.activity.deeds["sessions-ended"]);

  await there.goto("/en/account/profile");
  await there.waitForURL("**/en/session-expired**");
});

test("settings are kept, and the colours are right from the first byte of the next page", async ({ newVisit }) => {
  const page = await newVisit();
  await signInAs(page, WHO);
  await page.goto("/en/account/settings");
  const { EXPIRY } = profile.settings.kinds;
  await tabTo(page, "checkbox", EXPIRY.label);
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: profile.settings.save, exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: profile.settings.saved })).toBeVisible();

  const chosen = page.getByRole("group", { name: profile.settings.theme.legend });
  await chosen.getByRole("radio", { name: profile.settings.theme.dark }).check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const drawn = await page.goto("/en/account/settings");
  expect(await drawn?.text()).toMatch(/<html[^>]* data-theme="dark"/);
  await expect(page.getByRole("checkbox", { name: EXPIRY.label })).not.toBeChecked();
  await expect(chosen.getByRole("radio", { name: profile.settings.theme.dark })).toBeChecked();

  await page
    .getByRole("contentinfo")
    .getByRole("button", { name: wordsOf("en").shell.theme.light })
    .click();
  await expect(chosen.getByRole("radio", { name: profile.settings.theme.light })).toBeChecked();
});
