import { examine } from "./support/examine.ts";
import { lastingFor } from "./support/lasting-for.ts";
import { expect, signInAs, test } from "./support/visit.ts";
import { wordsOf } from "./support/words.ts";

const WHO = { slug: "dala-employee", iin: "920630499092" };
const { account, reissue } = wordsOf("en");

test("in the last thirty days of the keys a banner stands on every page of the account, and leads to the filled-in form", async ({
  newVisit,
}) => {
  const page = await newVisit();
  await signInAs(page, WHO.slug);
  await page.goto("/en/account/requests");
  const banner = page.getByRole("complementary", { name: account.ending.label });
  await expect(banner).toHaveCount(0);
  const takeBack = await lastingFor(WHO.iin, 20);
  try {
    for (const path of ["/account/keys", "/account/settings", "/account/requests"]) {
      await page.goto(`/en${path}`);
      // midnight in Almaty may be now
      await expect(banner, path).toContainText(/Your keys expire in (19|20) days/);
    }
    await examine(page, "keys that end soon", { language: "en", colorScheme: "light" });
    await banner.getByRole("link", { name: account.ending.renew.action }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(reissue.details.heading);
    await expect(banner).toHaveCount(0);
  } finally {
    await takeBack();
  }
});
