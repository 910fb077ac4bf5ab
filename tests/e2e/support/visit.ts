import { type BrowserContext, test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";
import { keyFiles, PASSWORD } from "./demo.ts";
import { type Manner, WALKED } from "./journey.ts";
import { wordsOf } from "./words.ts";

/** What a browser of its own saw go wrong; a test that expects a refusal names the status it expects. */
interface Visits {
  /** A new browser, as another person or the same one elsewhere would have. */
  readonly newVisit: (options?: VisitOptions) => Promise<Page>;
  /** Failing answers that this test provokes: "409" and the like. Everything else in the console fails it. */
  readonly expectAnswers: (...statuses: readonly number[]) => void;
}

interface VisitOptions {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  /** How files are chosen and saved: in a folder of the browser's own file system, or by input and download. */
  readonly saving?: "folder" | "download";
  /** Where paths lead, if not to the Tańba of all browser tests. */
  readonly origin?: string;
}

export const test = base.extend<Visits>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  expectAnswers: async ({}, use, testInfo) => {
    const expected = new Set<number>();
    testInfo.annotations.push({ type: "expected", description: "" });
    await use((...statuses) => {
      for (const status of statuses) expected.add(status);
      const [annotation] = testInfo.annotations;
      if (annotation) annotation.description = [...expected].join(" ");
    });
  },
  newVisit: async ({ browser, expectAnswers: _ }, use, testInfo) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    await use(async ({ width = 1280, colorScheme = "light", saving = "download", origin } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        // a colour that is still changing would be judged half way
        reducedMotion: "reduce",
        acceptDownloads: true,
        ...(origin !== undefined && { baseURL: origin }),
      });
      contexts.push(context);
      await context.addInitScript(saving === "folder" ? pickFolderOfTheBrowser : pickNoFolder);
      const page = await context.newPage();
      settleAfterLoading(page);
      page.on("console", (message) => note(complaints, message));
      page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    const expected = (testInfo.annotations[0]?.description ?? "").split(" ").filter(Boolean);
    const unexpected = complaints.filter((line) => !expected.some((status) => line.includes(`status of ${status}`)));
    expect(unexpected, "the browser's console stays silent").toEqual([]);
  },
});

/** A page answers clicks once its scripts have run: `goto` waits for that too, as people do without knowing. */
function settleAfterLoading(page: Page): void {
  const goto = page.goto.bind(page);
  page.goto = async (url, options) => {
    const response = await goto(url, options);
    await page.waitForFunction(isAlive);
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 })));
    return response;
  };
}

/** React has taken over every control, and the end of the main part. Waiting for a silent network takes half a second more. */
function isAlive(): boolean {
  const elements = [...document.querySelectorAll("button, input, main > :last-child")];
  return (
    elements.length > 0 && elements.every((one) => Object.keys(one).some((key) => key.startsWith("__reactFiber$")))
  );
}

function note(complaints: string[], message: ConsoleMessage): void {
  if (message.type() === "error" || message.type() === "warning") {
    complaints.push(`${message.location().url}: ${message.text()}`);
  }
}

/**
 * Chromium's pickers can't be clicked by a program: they get a real folder of the origin's private file system, and all
 * files that lie there.
 */
function pickFolderOfTheBrowser(): void {
  Object.assign(globalThis, {
    showDirectoryPicker: () => navigator.storage.getDirectory(),
    showOpenFilePicker: async () => {
      const files: FileSystemHandle[] = [];
      for await (const handle of (await navigator.storage.getDirectory()).values()) files.push(handle);
      return files;
    },
  });
}

/** As in browsers without pickers. */
function pickNoFolder(): void {
  for (const picker of ["showDirectoryPicker", "showOpenFilePicker"]) Reflect.deleteProperty(globalThis, picker);
}

type Opening = Manner & { readonly password?: string };

/** Pictures 1 to 6: from the front page to the account, with these key files. */
export async function signIn(page: Page, files: string | readonly string[], opening: Opening = {}): Promise<void> {
  const { language } = { ...WALKED, ...opening };
  await page.goto(`/${language}`);
  await page
    .getByRole("main")
    .getByRole("link", { name: wordsOf(language).home.signIn })
    .click();
  await signInHere(page, files, opening);
  await page.waitForURL(`**/${language}/account`);
}

/** The same from the page that asks for it, to wherever that leads. */
export async function signInHere(
  page: Page,
  files: string | readonly string[],
  { password = PASSWORD, ...manner }: Opening = {},
): Promise<void> {
  const { language, seen } = { ...WALKED, ...manner };
  const { common, signIn: words } = wordsOf(language);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.title);
  await seen("sign-in: store");
  await page.getByRole("button", { name: common.actions.continue }).click();
  await expect(page.getByRole("button", { name: common.actions.open, exact: true })).toBeVisible();
  await seen("sign-in: key");
  await openKey(page, files, { password, language });
  await expect(page.getByRole("region", { name: words.document.label })).toContainText("purpose: sign-in");
  await seen("sign-in: sign");
  await page.getByRole("button", { name: common.actions.sign, exact: true }).click();
}

/** Pictures 4 and 5: the path, the password, Open. */
export async function openKey(
  page: Page,
  files: string | readonly string[],
  { password = PASSWORD, language = "en" }: Pick<Manner, "language"> & { readonly password?: string } = {},
): Promise<void> {
  const { common, keyPicker } = wordsOf(language);
  await page.getByTestId("key-files-files").setInputFiles(typeof files === "string" ? files : [...files]);
  await page.getByLabel(keyPicker.password.label).fill(password);
  await page.getByRole("button", { name: common.actions.open, exact: true }).click();
}

/** Signs in a person of the demonstration with both files of the pair. */
export async function signInAs(page: Page, slug: string, manner: Manner = {}): Promise<void> {
  await signIn(page, keyFiles(slug).both, manner);
}

export { expect };
