import { expect, type Page } from "@playwright/test";
import type { Step } from "./journey.ts";
import { type Language, wordsOf } from "./words.ts";

type Words = ReturnType<typeof wordsOf>;

interface Slip {
  /** What a person may do wrong there, up to the error summary. */
  readonly make: (page: Page, words: Words) => Promise<void>;
  /** Where the journey could not go on as it is. */
  readonly mend?: (page: Page, words: Words) => Promise<void>;
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** The steps where something can be forgotten or mistyped. */
const SLIPS: Partial<Record<Step, Slip>> = {
  "sign-in: store": {
    make: async (page, { common }) => {
      await page.getByRole("radio", { name: /Kaztoken/ }).check();
      await press(page, common.actions.continue);
    },
    mend: (page, { signIn }) => page.getByRole("radio", { name: signIn.store.PERSONAL_COMPUTER }).check(),
  },
  "sign-in: key": { make: (page, { common }) => press(page, common.actions.open) },
  "reissue: details": {
    make: async (page, { reissue }) => {
      await page.getByLabel(reissue.details.email).fill("aty@");
      await press(page, reissue.details.submit);
    },
    mend: (page, { reissue }) => page.getByLabel(reissue.details.email).fill(""),
  },
  "reissue: storage": { make: (page, { reissue }) => press(page, reissue.storage.submit) },
  "reissue: save": { make: (page, { reissue }) => press(page, reissue.save.continue) },
  code: { make: (page, { reissue }) => press(page, reissue.sign.submit) },
  "decide: reason": { make: (page, { approvals }) => press(page, approvals.request.REFUSE) },
  "install: file": { make: (page, { install }) => press(page, install.keys.open) },
  "install: password": {
    make: async (page, { install, newPassword }) => {
      await page.getByLabel(newPassword.first, { exact: true }).fill("Құпиясөз-1");
      await press(page, install.password.submit);
    },
  },
  "install: confirm": { make: (page, { install }) => press(page, install.confirm.submit) },
  "track: form": { make: (page, { common }) => press(page, common.actions.search) },
};

/** Makes the mistake of a step, where it has one; gives what leads on from it, or null. */
export async function slipAt(page: Page, step: Step, language: Language): Promise<(() => Promise<void>) | null> {
  const slip = SLIPS[step];
  if (!slip) return null;
  const words = wordsOf(language);
  await slip.make(page, words);
  await expect(page.getByRole("alert", { name: words.common.problem })).toBeFocused();
  return async () => slip.mend?.(page, words);
}
