import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { keyFiles, PASSWORD } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { expect, openKey, test } from "./support/visit.ts";
import { LANGUAGES, type Language, wordsOf } from "./support/words.ts";

const DAY_MS = 86_400_000;

/** A key that is not to be let in: why, and what makes it so. */
interface Refusal {
  readonly wall: "onlySigning" | "foreign" | "expired" | "notYet" | "revoked";
  readonly file: string;
  readonly password?: string;
  /** How wrong the visitor's clock goes. */
  readonly days?: number;
}

test.describe.configure({ mode: "parallel" });

for (const [place, language] of LANGUAGES.entries()) {
  test(`a key that will not do is told why and the way forward, and axe finds nothing, ${language}${language === "kk" ? "" : " @long"}`, async ({
    newVisit,
    expectAnswers,
  }, testInfo) => {
    expectAnswers(403, 409, 422);
    const ground = { language, colorScheme: place % 2 === 0 ? "dark" : "light" } as const;
    const { auth, sign } = keyFiles("individual");
    const refusals: readonly Refusal[] = [
      { wall: "onlySigning", file: sign },
      { wall: "foreign", file: foreignKey(testInfo.outputPath()), password: "Foreign-1" },
      { wall: "expired", file: auth, days: 400 },
      { wall: "notYet", file: auth, days: -30 },
      { wall: "revoked", file: keyFiles("revoked").auth },
    ];
    const page = await newVisit(ground);
    const clock = await wrongClock(page);
    for (const refusal of refusals) {
      clock.ms = (refusal.days ?? 0) * DAY_MS;
      await runInto(page, refusal, language);
      await examine(page, `the wall ${refusal.wall}`, ground);
    }
    clock.ms = 0;
    await page.goto(`/${language}/sign-in?step=key`);
    await openKey(page, [auth, keyFiles("alma-employee").auth], { language });
    await expect(page.getByRole("heading", { name: wordsOf(language).keyPicker.choose.SIGN_IN })).toBeVisible();
    await examine(page, "two keys that would do", ground);
  });
}

/** Opens the key, signs where that is still asked, and stands before the wall: its title has the focus. */
async function runInto(page: Page, { wall, file, password = PASSWORD }: Refusal, language: Language): Promise<void> {
  const { common, keyPicker, signIn } = wordsOf(language);
  await page.goto(`/${language}/sign-in?step=key`);
  await openKey(page, file, { password, language });
  if (wall === "revoked") {
    await expect(page.getByRole("region", { name: signIn.document.label })).toBeVisible();
    await page.getByRole("button", { name: common.actions.sign, exact: true }).click();
  }
  await expect(page.getByRole("heading", { name: keyPicker.wall[wall].title })).toBeFocused();
  await expect(page.getByRole("button", { name: keyPicker.found.another })).toBeVisible();
  const help = page.getByRole("link", { name: keyPicker.wall.help });
  // a wrong clock is mended at home
  await expect(help).toHaveCount(wall === "notYet" ? 0 : 1);
}

/** A key file of an authority of its own. */
function foreignKey(folder: string): string {
  const path = (name: string) => join(folder, name);
  const openssl = (args: readonly string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  openssl([
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=ИВАНОВ ИВАН"],
    ...["-addext", "extendedKeyUsage=clientAuth", "-keyout", path("key.pem"), "-out", path("cert.pem"), "-utf8"],
  ]);
  openssl([
    ...["pkcs12", "-export", "-inkey", path("key.pem"), "-in", path("cert.pem"), "-passout", "pass:Foreign-1"],
    ...["-out", path("foreign.p12")],
  ]);
  return path("foreign.p12");
}

/** The visitor's clock, in the page and in its worker alike; Playwright's own reaches only the page. */
async function wrongClock(page: Page): Promise<{ ms: number }> {
  const clock = { ms: 0 };
  await page.context().route(/\/_next\/static\/.*\.js/, async (route) => {
    const response = await route.fetch();
    const shift = `if (!self.shifted) { self.shifted = true; const now = Date.now; const RealDate = Date;
      self.Date = class extends RealDate { constructor(...parts) { parts.length ? super(...parts) : super(now() + ${clock.ms}); } };
      Date.now = () => now() + ${clock.ms}; }\n`;
    await route.fulfill({ response, body: shift + (await response.text()) });
  });
  return clock;
}
