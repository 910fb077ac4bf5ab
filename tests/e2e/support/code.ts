import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import { SINK_URL } from "./demo.ts";
import { type Manner, WALKED } from "./journey.ts";
import { wordsOf } from "./words.ts";

const Kept = z.object({
  messages: z.array(z.object({ at: z.coerce.date(), channel: z.string(), to: z.array(z.string()), text: z.string() })),
});

interface Wanted {
  readonly channel: "SMS" | "EMAIL";
  /** How the number or the address ends. */
  readonly to: string;
  readonly since: Date;
  /** The sink of the Tańba that sends it, if not that of all browser tests. */
  readonly sink?: string;
}

/** The newest message that has come there since, as its receiver has it; the sink of the demonstration keeps them all. */
export async function received({ channel, to, since, sink = SINK_URL }: Wanted): Promise<string> {
  const newest = async () => {
    const { messages } = Kept.parse(await (await fetch(`${sink}/messages.json`)).json());
    const fits = messages.find(
      (one) => one.channel === channel && one.at >= since && one.to.some((address) => address.endsWith(to)),
    );
    return fits?.text ?? "";
  };
  await expect.poll(newest, { message: `a message to …${to}`, timeout: 30_000 }).not.toBe("");
  return newest();
}

interface Coded extends Manner {
  /** What asks for the code. */
  readonly ask: () => Promise<void>;
  /** The name of the button that sends it. */
  readonly action: string;
  /** Done when the field is there, before anything is typed. */
  readonly before?: () => Promise<void>;
  readonly sink?: string;
}

/** Has a code sent, reads it on the phone whose last digits the page shows, and types it as phones show it: in two groups. */
export async function enterCode(page: Page, { ask, action, before, sink, ...manner }: Coded): Promise<void> {
  const { language, seen } = { ...WALKED, ...manner };
  const { code: words } = wordsOf(language).account;
  const since = new Date();
  await ask();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.heading);
  const news = page.getByRole("main").getByRole("status");
  await expect(news).toContainText("•••");
  await seen("code");
  await before?.();
  const [, to = ""] = /••\s(\d\d)/.exec((await news.textContent()) ?? "") ?? [];
  const text = await received({ channel: "SMS", to, since, sink });
  const digits = /#(\d{6})$/.exec(text)?.[1] ?? "";
  await page.getByLabel(words.label).fill(`${digits.slice(0, 3)} ${digits.slice(3)}`);
  await page.getByRole("button", { name: action, exact: true }).click();
}
