import { expect, type Page } from "@playwright/test";

type Role = "button" | "link" | "textbox" | "radio" | "checkbox";

/** Tab, as often as it takes, until the control with this name has the focus; it must show where it is. */
export async function tabTo(page: Page, role: Role, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, typeof name === "string" ? { name, exact: true } : { name }).first();
  await expect(wanted).toBeVisible();
  await tabUntil(page, String(name), () => wanted.evaluate((element) => element === document.activeElement));
}

/** A password field has no role of its own. */
export async function tabToPassword(page: Page, label: string): Promise<void> {
  const wanted = page.getByLabel(label, { exact: true });
  await tabUntil(page, label, () => wanted.evaluate((element) => element === document.activeElement));
}

export async function tabUntil(page: Page, name: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await isThere()) return expectRing(page, name);
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

/** A ring of three pixels in a colour that shows, inside the window. */
async function expectRing(page: Page, name: string): Promise<void> {
  const ring = await page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(focused);
    const { top, bottom } = focused.getBoundingClientRect();
    return { outlineStyle, outlineWidth, outlineColor, inSight: bottom > 0 && top < innerHeight };
  });
  expect(ring, `${name} shows that it has the focus`).toMatchObject({ outlineStyle: "solid", inSight: true });
  expect(Number.parseFloat(ring.outlineWidth), `${name} has a ring`).toBeGreaterThanOrEqual(2);
  expect(ring.outlineColor, `${name} has a ring that shows`).not.toMatch(/transparent|, 0\)$/);
}

export async function press(page: Page, role: Role, name: string | RegExp): Promise<void> {
  await tabTo(page, role, name);
  await page.keyboard.press("Enter");
}

/** A new step has begun: its title says what it is and has the focus, so that the next Tab goes into it. */
export async function expectStep(page: Page, title: string): Promise<void> {
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText(title);
  await expect(heading).toBeFocused();
}

/** Another page has come by a link of the frame, which stays and keeps the focus. */
export async function expectPage(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  expect(await page.evaluate(() => document.activeElement?.closest("nav") !== null), "the link keeps the focus").toBe(
    true,
  );
}
