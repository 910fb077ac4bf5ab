import { useLocale, useTranslations } from "next-intl";
import { formatDateInText } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { EndingKeys } from "#portal/profile/ending-keys.ts";
import { Notice } from "#ui/notice.tsx";

/** The keys end soon: when, and the way to new ones. */
export function EndingBanner({ keys: { notAfter, days, request } }: { readonly keys: EndingKeys }) {
  const t = useTranslations("account.ending");
  const locale = useLocale();
  const date = formatDateInText(notAfter, locale);
  const what = request === undefined ? "renew" : "wait";
  return (
    <aside aria-label={t("label")} className="no-print mb-8">
      <Notice tone="warning">
        <p>
          <strong>{t("title", { days, date })}</strong> {t(`${what}.text`)}
        </p>
        <p>
          <Link
            href={request === undefined ? "/account/keys/reissue" : `/account/requests/${request}`}
            className="link inline-flex min-h-6 items-center font-semibold"
          >
            {t(`${what}.action`)}
          </Link>
        </p>
      </Notice>
    </aside>
  );
}
