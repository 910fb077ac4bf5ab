import { tabTo } from "./support/keyboard.ts";
import { expect, signInAs, test } from "./support/visit.ts";

/** The guide's words, in its order. */
const MENU = [
  "Re-issuance of DS keys",
  "Revocation of DS keys",
  "List of DS keys",
  "Tracking the request status",
  "Change of DS key password",
];

test("the menu of the keys is walked through by keyboard, on a phone too, and each item leads somewhere", async ({
  newVisit,
}) => {
  const page = await newVisit();
  await signInAs(page, "alma-employee");
  for (const [width, name] of [
    [1280, "My DS keys"],
    [390, "My keys"],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/en/account");
    const button = page.getByRole("button", { name, exact: true });
    await tabTo(page, "button", name);
    await page.keyboard.press("Enter");
    await expect(button).toHaveAttribute("aria-expanded", "true");
    const items = page.getByRole("navigation", { name: "Main menu" }).getByRole("list").last().getByRole("link");
    await expect(items).toHaveText(MENU);
    for (const item of await items.all()) {
      await page.keyboard.press("Tab");
      await expect(item).toBeFocused();
      const { x, width: wide } = (await item.boundingBox()) ?? { x: -1, width: 0 };
      expect(x >= 0 && x + wide <= width, `inside ${width} pixels`).toBe(true);
    }
    await page.keyboard.press("Escape");
    await expect(button).toHaveAttribute("aria-expanded", "false");
    await expect(button).toBeFocused();
  }

  await page.getByRole("button", { name: "My keys" }).click();
  const links = page.getByRole("navigation", { name: "Main menu" }).getByRole("list").last().getByRole("link");
  for (const address of await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""))) {
    expect((await page.goto(address))?.status(), address).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});
