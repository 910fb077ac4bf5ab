import type { Page } from "@playwright/test";
import { decideOn } from "./support/decide.ts";
import { keyFiles } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { type OwnTanba, ownTanba } from "./support/own-tanba.ts";
import { askForReissue } from "./support/reissue.ts";
import { expect, openKey, signIn, test } from "./support/visit.ts";
import { wordsOf } from "./support/words.ts";

const { account, approvals, delegation, states, track } = wordsOf("en");
const { policy } = approvals;
const look = (page: Page, what: string) => examine(page, what, { language: "en", colorScheme: "light" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** It would have every request of the company wait for a second person, so it has a Tańba to itself. */
test.describe("two confirmations @long", () => {
  let own: OwnTanba;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    own = await ownTanba();
  });
  test.afterAll(() => own.stop());

  test("B13: a first head has two people confirm: the first word issues nothing, the delegate's does", async ({
    newVisit,
  }) => {
    const { origin, home, sink } = own;
    const office = await newVisit({ origin });
    await signIn(office, keyFiles("alma-first-head", home).both);
    await office.goto("/en/organisation/confirmations");
    await expect(office.getByRole("main")).toContainText(policy.alone);
    await look(office, "confirmations: alone");
    await giveRight(office, "Қасымова Әсел Талғатқызы", keyFiles("alma-first-head", home).both);

    await office.goto("/en/organisation/confirmations");
    await button(office, policy.continue).click();
    await expect(office.getByRole("group", { name: policy.legend })).toContainText(policy.same);
    await look(office, "confirmations: the same number");
    await office.getByRole("radio", { name: "2 different people" }).check();
    await button(office, policy.continue).click();
    await openKey(office, keyFiles("alma-first-head", home).both);
    await expect(office.getByRole("heading", { level: 1 })).toHaveText(policy.signHeading);
    await look(office, "confirmations: sign");
    await button(office, account.sign.action).click();
    await expect(office.getByRole("main")).toContainText(policy.title);
    await expect(async () => {
      await office.goto("/en/organisation/confirmations");
      await expect(office.getByRole("main")).not.toContainText(policy.pending);
      await expect(office.getByRole("radio", { name: "2 different people" })).toBeChecked({ timeout: 1_000 });
    }).toPass({ timeout: 90_000 });

    const desk = await newVisit({ origin });
    await signIn(desk, keyFiles("alma-employee", home).both);
    const number = await askForReissue(desk, { algorithm: "EC", sink });
    const head = await newVisit({ origin });
    await signIn(head, keyFiles("alma-first-head", home).both);
    await decideOn(head, number, { others: true });
    await look(head, "confirmations: the first is given");
    await desk.goto(`/en/track/${number}`);
    await expect(desk.getByRole("main")).toContainText(track.step.waiting);

    const delegate = await newVisit({ origin });
    await signIn(delegate, keyFiles("alma-right-to-sign", home).both);
    await decideOn(delegate, number);
    await expect(async () => {
      await desk.goto(`/en/track/${number}`);
      await expect(desk.getByRole("main")).toContainText(track.step.issued, { timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
  });
});

/** For one day, over the employees. */
async function giveRight(office: Page, name: string, files: readonly string[]): Promise<void> {
  await office.goto("/en/organisation/delegation/new");
  await office.getByRole("radio", { name }).check();
  await office.getByLabel(delegation.giving.last).fill(await office.getByLabel(delegation.giving.from).inputValue());
  await office.getByRole("checkbox", { name: states.template.EMPLOYEE, exact: true }).check();
  await button(office, delegation.giving.continue).click();
  await openKey(office, files);
  await button(office, account.sign.action).click();
  await expect(office.getByRole("article")).toContainText(delegation.standing.IN_FORCE);
}
