import { useLocale, useTranslations } from "next-intl";
import { formatDateInText } from "#i18n/dates.ts";
import type { InPlace } from "#portal/delegations/in-whose-place.ts";
import { Notice } from "#ui/notice.tsx";

/** For a delegate: in whose place they decide, and until when. */
export function InPlaceNotice({ rights }: { readonly rights: readonly InPlace[] }) {
  const t = useTranslations("delegation");
  const locale = useLocale();
  return (
    <div className="mb-6 space-y-3">
      {rights.map(({ id, givenBy, last }) => (
        <Notice key={id} title={t("inPlace", { name: givenBy })}>
          <p>{t("inPlaceUntil", { last: formatDateInText(last, locale) })}</p>
        </Notice>
      ))}
    </div>
  );
}
