import { type Locale, routing } from "./routing.ts";

/**
 * The language for someone who has not said one in the address: the last choice, then what the browser asks for, then
 * Kazakh.
 *
 * @see RFC 9110, section 12.5.4
 */
export function preferredLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  return known(cookie) ?? ranges(acceptLanguage).map(known).find(Boolean) ?? routing.defaultLocale;
}

function known(tag: string | undefined): Locale | undefined {
  const primary = tag?.toLowerCase().split("-")[0];
  return routing.locales.find((locale) => locale === primary);
}

/** The ranges of the header, best first; those that are refused with q=0 are left out. */
function ranges(header: string | null): readonly string[] {
  return (header ?? "")
    .split(",")
    .map((range) => {
      const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
      const q = parameters.find((part) => part.startsWith("q="))?.slice(2);
      return { tag, quality: q === undefined ? 1 : Number.parseFloat(q) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag);
}
