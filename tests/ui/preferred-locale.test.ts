import { expect, test } from "vitest";
import { preferredLocale } from "#i18n/preferred-locale.ts";

test.each([
  ["the last choice before what the browser asks for", "ru", "en-GB,en;q=0.9", "ru"],
  ["the browser's first language that we have", undefined, "de-DE, fr;q=0.9, en;q=0.8, kk;q=0.7", "en"],
  ["the better quality, not the earlier place", undefined, "en;q=0.3, ru-RU;q=0.9", "ru"],
  ["no language that the browser refuses", undefined, "en;q=0, ru;q=0.1", "ru"],
  ["Kazakh where nothing fits", undefined, "de, *;q=0.5", "kk"],
  ["Kazakh where nothing is said", undefined, null, "kk"],
  ["no language out of a forged cookie", "../evil", "en", "en"],
  ["no language out of a broken header", undefined, ";;;=,q=,,ru;q=abc", "kk"],
])("gives %s", (_, cookie, header, expected) => {
  expect(preferredLocale(cookie, header)).toBe(expected);
});
