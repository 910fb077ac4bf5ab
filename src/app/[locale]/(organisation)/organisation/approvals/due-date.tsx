import { useLocale, useTranslations } from "next-intl";
import { daysLeft, formatDate } from "#i18n/dates.ts";
import { StatusTag } from "#ui/status-tag.tsx";

const SOON_DAYS = 7;

/** When a request ends if nobody decides, with a word for how soon that is where it is soon. */
export function DueDate({ at, now }: { readonly at: Date; readonly now: Date }) {
  const t = useTranslations("approvals");
  const locale = useLocale();
  const days = daysLeft(at, now);
  const label = days <= 1 ? t("dueToday") : days === 2 ? t("dueTomorrow") : t("dueInDays", { days: days - 1 });
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className={days <= SOON_DAYS ? "font-semibold" : ""}>{formatDate(at, locale)}</span>
      {days <= SOON_DAYS && <StatusTag tone="warning">{label}</StatusTag>}
    </span>
  );
}
