import { expect, type Page, type Route } from "@playwright/test";
import { keyFiles } from "./demo.ts";
import { examine, type Ground } from "./examine.ts";
import { installWith } from "./install.ts";
import type { Manner, Step } from "./journey.ts";
import { grouped } from "./reissue.ts";
import { slipAt } from "./slips.ts";
import { openKey } from "./visit.ts";
import { wordsOf } from "./words.ts";

/** What is held back from a step on, until the next one, which would pass by itself, has been examined. */
const HELD: Partial<Record<Step, string>> = {
  "reissue: key": "**/api/challenges",
  "install: password": "**/api/requests/*/certificates",
};

/** Examines each step as it comes, then with the mistake that can be made there. */
export function examiner(page: Page, ground: Ground): Required<Manner>["seen"] {
  let letGo = () => {};
  return async (step) => {
    await examine(page, step, ground);
    letGo();
    const mend = await slipAt(page, step, ground.language);
    if (mend) await examine(page, `${step}, with a mistake`, ground);
    await mend?.();
    const held = HELD[step];
    if (held) letGo = await holdBack(page, held);
  };
}

/** Keeps the next request to these addresses waiting until it is told to let it go. */
async function holdBack(page: Page, path: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const goOn = async (route: Route) => {
    await promise;
    await route.continue();
  };
  await page.route(path, goOn, { times: 1 });
  return resolve;
}

/** The pages that have an address. */
export async function examineAll(page: Page, ground: Ground, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(`/${ground.language}${path}`);
    await examine(page, path, ground);
  }
}

/** Takes a request back, with a key that has to be opened first: at the first try it is the wrong one of the pair. */
export async function cancel(
  page: Page,
  number: string,
  { slug, language, seen }: Required<Manner> & { readonly slug: string },
): Promise<void> {
  const { keyPicker, requests } = wordsOf(language);
  const { cancelPage } = requests;
  const title = page.getByRole("heading", { level: 1 });
  await page.goto(`/${language}/account/requests/${number}/cancel`);
  await expect(title).toHaveText(cancelPage.heading);
  await seen("cancel: effect");
  await page.getByRole("button", { name: cancelPage.continue, exact: true }).click();
  await expect(title).toHaveText(cancelPage.keyHeading);
  await seen("cancel: key");
  await openKey(page, keyFiles(slug).auth, { language });
  await expect(page.getByRole("heading", { name: keyPicker.wall.onlySignIn.title })).toBeFocused();
  await seen("cancel: wrong key");
  await page.getByRole("button", { name: keyPicker.found.another }).click();
  await openKey(page, keyFiles(slug).sign, { language });
  await expect(page.getByRole("region", { name: cancelPage.sheet })).toContainText(number);
  await seen("cancel: sign");
  await page.getByRole("button", { name: cancelPage.action, exact: true }).click();
  await expect(title).toHaveText(grouped(number));
  await seen("cancel: cancelled");
}

/** From the number to the installed certificates: found in this browser, with a look at the way by the file. */
export async function trackAndInstall(
  page: Page,
  number: string,
  { folder, language, seen }: Required<Manner> & { readonly folder: string },
): Promise<void> {
  const { common, install, track } = wordsOf(language);
  const title = page.getByRole("heading", { level: 1 });
  await page.goto(`/${language}/track`);
  await seen("track: form");
  await page.getByLabel(track.number.label).fill(number);
  await page.getByRole("button", { name: common.actions.search, exact: true }).click();
  await expect(page.getByRole("main")).toContainText(track.step.issued);
  await seen("track: result");

  await page.goto(`/${language}/account/requests/${number}/install`);
  await expect(page.getByText(install.keys.found)).toBeVisible();
  await seen("install: found");
  await page.getByRole("button", { name: install.keys.otherFile }).click();
  await expect(page.getByRole("button", { name: install.keys.open, exact: true })).toBeVisible();
  await seen("install: file");
  await page.goto(`/${language}/account/requests/${number}/install`);
  await page.getByRole("button", { name: install.keys.continue, exact: true }).click();
  await expect(title).toHaveText(install.password.heading);
  await installWith(page, "Jana-Kilt7", { folder, language, seen });
}
