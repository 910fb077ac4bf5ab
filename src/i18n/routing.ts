import { defineRouting } from "next-intl/routing";

/** The languages, Kazakh first; each page lives under the one it is told in. The cookie keeps the last choice. */
export const routing = defineRouting({
  locales: ["kk", "ru", "en"],
  defaultLocale: "kk",
  localePrefix: "always",
  localeCookie: { name: "tanba-language", maxAge: 31_536_000, sameSite: "lax", path: "/" },
});

export type Locale = (typeof routing.locales)[number];
