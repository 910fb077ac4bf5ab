import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { ApplicationPage } from "#portal/centre/open-application.ts";
import { Notice } from "#ui/notice.tsx";

/** Why there is nothing to decide here: who has decided and when, or that it is for somebody else. */
export function DecidedAlready({ application: { decided, state } }: { readonly application: ApplicationPage }) {
  const t = useTranslations("centre.notYours");
  const locale = useLocale();
  if (!decided) {
    return (
      <Notice title={t("title")}>
        <p>{t(state === "SUBMITTED" ? "another" : "text")}</p>
      </Notice>
    );
  }
  const { verdict, by, at, reason } = decided;
  return (
    <Notice tone={verdict === "REFUSE" ? "danger" : "info"} title={t("decided")}>
      <p>
        <bdi>{t(verdict, { name: by, at: formatDateTime(at, locale) })}</bdi>
      </p>
      {reason !== undefined && (
        <p>
          {t("reason")}: <bdi>{reason}</bdi>
        </p>
      )}
    </Notice>
  );
}
