import { useLocale, useTranslations } from "next-intl";
import { formatDateInText } from "#i18n/dates.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import type { NextThing } from "./next-thing.ts";

/** The one thing to do next, at the head of the account. */
export function NextThingPanel({ thing }: { readonly thing: NextThing }) {
  const t = useTranslations("account.next");
  const locale = useLocale();
  const values = {
    number: "number" in thing ? formatRequestNumber(thing.number) : "",
    count: "count" in thing ? thing.count : 0,
    more: String("more" in thing && thing.more),
    date: dateOf(thing, locale),
  };
  const href = hrefOf(thing);
  return (
    <section
      aria-labelledby="next-title"
      className="rounded-lg border border-accent bg-accent-soft p-5 sm:flex sm:items-center sm:justify-between sm:gap-8 sm:p-6"
    >
      <div className="min-w-0">
        <p className="text-sm text-soft">{t("heading")}</p>
        <h2 id="next-title" className="mt-1 text-xl">
          {t(`${thing.what}.title`, values)}
        </h2>
        <p className="mt-1 max-w-prose">{t(`${thing.what}.text`, values)}</p>
      </div>
      {href && thing.what !== "nothing" && thing.what !== "noKeys" && (
        <ButtonLink href={href} className="mt-4 shrink-0 sm:mt-0">
          {t(`${thing.what}.action`)}
        </ButtonLink>
      )}
    </section>
  );
}

function dateOf(thing: NextThing, locale: Parameters<typeof formatDateInText>[1]): string {
  if ("notAfter" in thing) return formatDateInText(thing.notAfter, locale);
  return "expiresAt" in thing ? formatDateInText(thing.expiresAt, locale) : "";
}

function hrefOf(thing: NextThing): string | null {
  switch (thing.what) {
    case "install":
      return `/account/requests/${thing.number}/install`;
    case "wait":
    case "issuing":
      return `/account/requests/${thing.number}`;
    case "approve":
      return "/organisation/approvals";
    case "renew":
      return "/account/keys/reissue";
    default:
      return null;
  }
}
