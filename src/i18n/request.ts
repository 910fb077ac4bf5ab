import { hasLocale } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { messages } from "./messages.ts";
import { routing } from "./routing.ts";

/** What next-intl asks at each request: the language of the address, and its texts. */
export default getRequestConfig(async ({ requestLocale }) => {
  const asked = await requestLocale;
  const locale = hasLocale(routing.locales, asked) ? asked : routing.defaultLocale;
  return { locale, messages: messages[locale], timeZone: "Asia/Almaty" };
});
