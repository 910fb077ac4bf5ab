import { messages } from "#i18n/messages.ts";
import type { Locale } from "#i18n/routing.ts";

/** The languages of the site, as the tests go through them. */
export const LANGUAGES = ["kk", "ru", "en"] as const satisfies readonly Locale[];

export type Language = (typeof LANGUAGES)[number];

/** What the site says in a language: the tests walk by its words, as people do. */
export const wordsOf = (language: Language) => messages[language];
