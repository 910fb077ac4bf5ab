import { type Messages, messages, type Namespace } from "./messages.ts";
import type { Locale } from "./routing.ts";

/** The texts of some namespaces: all of them would weigh more than the page. */
export function pickMessages(locale: Locale, namespaces: readonly Namespace[]): Partial<Messages> {
  const wanted = new Set<string>(namespaces);
  return Object.fromEntries(Object.entries(messages[locale]).filter(([name]) => wanted.has(name)));
}
