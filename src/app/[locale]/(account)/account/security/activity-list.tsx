import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { Activity } from "#portal/security/list-activity.ts";
import { Pagination } from "#ui/pagination.tsx";
import { Timeline } from "#ui/timeline.tsx";
import { useDeviceName } from "./use-device-name.ts";

interface ActivityListProps {
  readonly activity: Activity;
  /** Whether it is the newest page. */
  readonly isFirst: boolean;
}

/** What was done in the person's name, a page at a time. */
export function ActivityList({ activity: { deeds, older }, isFirst }: ActivityListProps) {
  const t = useTranslations("security.activity");
  const deviceName = useDeviceName();
  const locale = useLocale();
  return (
    <section aria-labelledby="activity-title">
      <h2 id="activity-title" className="text-xl">
        {t("heading")}
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-soft">{t("lead")}</p>
      {deeds.length === 0 ? (
        <p>{t("empty")}</p>
      ) : (
        <Timeline
          label={t("heading")}
          entries={deeds.map(({ at, action, browser, os }) => ({
            title: t(`deeds.${action}`),
            at: formatDateTime(at, locale),
            atIso: at.toISOString(),
            by: action === "signed-in" ? deviceName({ browser, os }) : undefined,
          }))}
        />
      )}
      {(older !== undefined || !isFirst) && (
        <Pagination
          label={t("pages")}
          text=""
          previous={isFirst ? undefined : { href: "/account/security", text: t("newest") }}
          next={older === undefined ? undefined : { href: `/account/security?before=${older}`, text: t("older") }}
        />
      )}
    </section>
  );
}
