import { render } from "@react-email/render";
import type { Letter } from "#platform/post/gateways.ts";
import { calendarFile } from "./calendar-file.ts";
import { composeLetter } from "./compose-letter.ts";
import type { ToTell } from "./letter.ts";
import { letterAsText } from "./letter-as-text.ts";
import { letterLayout } from "./letter-layout.ts";

/** A letter ready to go, in its receiver's language, under the number that it keeps on every try. */
export async function renderLetter(told: ToTell): Promise<Omit<Letter, "to">> {
  const parts = composeLetter(told);
  return {
    messageId: `<${told.id}@${new URL(told.origin).hostname}>`,
    language: parts.language,
    subject: parts.subject,
    text: letterAsText(parts),
    html: await render(letterLayout(parts)),
    calendar: calendarFile(told),
  };
}
