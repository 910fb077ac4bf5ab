import { createTranslator } from "use-intl/core";
import en from "#i18n/messages/en/letters.json" with { type: "json" };
import kk from "#i18n/messages/kk/letters.json" with { type: "json" };
import ru from "#i18n/messages/ru/letters.json" with { type: "json" };

export type LetterLanguage = "kk" | "ru" | "en";

/** A text that is missing in a language does not compile. */
const TEXTS: Readonly<Record<LetterLanguage, typeof en>> = { kk, ru, en };

/** The words of letters in one language. @throws for a value that is missing: then nothing half-said goes out */
export function letterTexts(language: LetterLanguage) {
  return createTranslator({
    ...{ locale: language, messages: TEXTS[language], timeZone: "Asia/Almaty" },
    onError(error) {
      throw error;
    },
  });
}

/** The language that somebody is addressed in; Kazakh when the register has one that we don't speak. */
export function letterLanguage(language: string): LetterLanguage {
  return language === "ru" || language === "en" ? language : "kk";
}
