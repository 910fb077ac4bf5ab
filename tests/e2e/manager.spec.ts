import type { Page } from "@playwright/test";
import { keyFiles } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { manyRequests, refuseElsewhere } from "./support/many-requests.ts";
import { grouped } from "./support/reissue.ts";
import { expect, openKey, signInAs, test } from "./support/visit.ts";
import { wordsOf } from "./support/words.ts";

const { account, approvals, delegation, states } = wordsOf("en");
const EMPLOYEE_IIN = "920630499092";
const COUNT = 40;

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const look = (page: Page, name: string) => examine(page, name, { language: "en", colorScheme: "light" });
const button = (page: Page, name: RegExp | string) =>
  page.getByRole("button", { name, exact: typeof name === "string" });

test("a manager's day: forty requests in one go, one refused, and one that somebody else was faster on", async ({
  newVisit,
  expectAnswers,
}) => {
  expectAnswers(409);
  const numbers = await manyRequests(EMPLOYEE_IIN, COUNT + 2);
  const [faster = "", refused = ""] = numbers;
  const page = await newVisit({ width: 390 });
  await signInAs(page, "dala-first-head");
  await page.goto("/en/organisation/approvals");

  // nothing chosen, all chosen by the keyboard, all let go
  await button(page, approvals.choose.go).click();
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(approvals.choose.missing);
  const all = page.getByRole("checkbox", { name: /^Choose all on this page/ });
  await all.focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("main").getByRole("status")).not.toHaveText("None chosen");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("main").getByRole("status")).toHaveText("None chosen");

  for (const number of numbers) {
    if (number !== refused) await page.locator(`input[value="${number}"]`).check();
  }
  await expect(page.getByRole("main").getByRole("status")).toHaveText(`${COUNT + 1} chosen`);
  await button(page, approvals.choose.go).click();
  await expect(title(page)).toHaveText(`Decide on ${COUNT + 1} requests`);
  await button(page, `Confirm all ${COUNT + 1}`).click();
  await openKey(page, keyFiles("dala-first-head").both);
  await expect(title(page)).toHaveText(`Sign ${COUNT + 1} confirmations`);
  await page.getByText(grouped(faster)).click();
  await expect(page.getByRole("region", { name: grouped(faster) })).toContainText(`number: ${faster}`);

  await refuseElsewhere(faster);
  await button(page, `Sign all ${COUNT + 1}`).click();
  await expect(title(page)).toHaveText(`${COUNT} requests are confirmed`);
  const results = page.getByRole("row");
  await expect(results.filter({ hasText: approvals.several.result.keptCONFIRM })).toHaveCount(COUNT);
  const beaten = results.filter({ hasText: approvals.faster.label });
  await expect(beaten).toContainText(grouped(faster));
  await expect(beaten).toContainText("Refused by Жылдам Айгүл");

  // the one that was left is refused, with the key that is open still
  await page.getByRole("link", { name: approvals.done.all }).click();
  await page
    .getByRole("row", { name: grouped(refused) })
    .getByRole("checkbox")
    .check();
  await button(page, approvals.choose.go).click();
  await button(page, "Refuse 1").click();
  await page.getByLabel(approvals.request.reason).fill("Жұмыстан шықты");
  await button(page, approvals.request.REFUSE).click();
  await expect(title(page)).toHaveText("Sign 1 refusal");
  await look(page, "several: sign");
  await button(page, "Sign 1").click();
  await expect(title(page)).toHaveText("1 request is refused");
  await look(page, "several: results");

  // what was done stays done, whoever looks
  await page.goto(`/en/organisation/approvals/${faster}?faster`);
  await expect(title(page)).toHaveText(approvals.faster.heading);
  await expect(page.getByRole("main")).toContainText("Refused by Жылдам Айгүл");
  await look(page, "somebody was faster");
  await page.goto("/en/organisation/approvals?tab=search");
  await page.getByLabel(approvals.search.who).fill(grouped(refused).toLowerCase());
  await button(page, approvals.search.action).click();
  await expect(page.getByRole("row", { name: grouped(refused) })).toContainText("Refused");
});

test("B11: a first head gives the right to confirm, the delegate confirms one, and has no list once it is withdrawn", async ({
  newVisit,
}) => {
  const [number = ""] = await manyRequests("940916499060", 1);
  const office = await newVisit();
  await signInAs(office, "alma-first-head");
  await office.goto("/en/organisation/approvals");
  await office.getByRole("link", { name: delegation.alone.action }).click();
  await expect(title(office)).toHaveText(delegation.title);
  await look(office, "delegation: nobody");
  await office.getByRole("link", { name: delegation.give }).click();
  await button(office, delegation.giving.continue).click();
  await expect(office.getByRole("alert", { name: "There is a problem" })).toContainText(
    delegation.giving.delegateMissing,
  );
  await office.getByRole("radio", { name: "Қасымова Әсел Талғатқызы" }).check();
  await office.getByLabel(delegation.giving.last).fill(await office.getByLabel(delegation.giving.from).inputValue());
  await office.getByRole("checkbox", { name: states.template.EMPLOYEE, exact: true }).check();
  await look(office, "delegation: give");
  await button(office, delegation.giving.continue).click();
  await openKey(office, keyFiles("alma-first-head").both);
  await expect(title(office)).toHaveText(delegation.giving.signHeading);
  await look(office, "delegation: sign");
  await button(office, account.sign.action).click();
  await expect(office.getByRole("article")).toContainText(delegation.standing.IN_FORCE);
  await look(office, "delegation: in force");

  const desk = await newVisit({ width: 390 });
  await signInAs(desk, "alma-right-to-sign");
  await desk.goto("/en/organisation/approvals");
  await expect(desk.getByRole("main")).toContainText("You decide in place of: Сейтқалиева Гүлмира Әнуарқызы");
  await look(desk, "delegation: in whose place");
  await desk.locator(`input[value="${number}"]`).check();
  await button(desk, approvals.choose.go).click();
  await button(desk, "Confirm 1").click();
  await openKey(desk, keyFiles("alma-right-to-sign").both);
  await button(desk, "Sign 1").click();
  await expect(title(desk)).toHaveText("1 request is confirmed");

  await office.getByRole("link", { name: new RegExp(`^${delegation.withdraw.link}`) }).click();
  await look(office, "delegation: withdraw");
  await button(office, delegation.withdraw.continue).click();
  await button(office, account.sign.action).click();
  await expect(office.getByRole("table")).toContainText(delegation.standing.WITHDRAWN);
  await look(office, "delegation: withdrawn");
  await desk.goto("/en/organisation/approvals");
  await expect(title(desk)).toHaveText(approvals.refusedPage.heading);

  for (const path of ["", "/new"]) {
    await office.goto(`/kk/organisation/delegation${path}`);
    await examine(office, `delegation${path}`, { language: "kk", colorScheme: "dark" });
  }
});
