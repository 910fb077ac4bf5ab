import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#i18n/dates.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import { StatusTag } from "#ui/status-tag.tsx";
import { KEY_TONE } from "../_parts/key-tone.ts";

/** How a key stands: a word, and for one that was revoked or put on hold why and since when. */
export function KeyStanding({ of: key }: { readonly of: KeyCard }) {
  const t = useTranslations("keyList");
  const states = useTranslations("states");
  const locale = useLocale();
  return (
    <>
      <StatusTag tone={KEY_TONE[key.status]}>{states(`certificate.${key.status}`)}</StatusTag>
      {key.revocationReason && (
        <span className="mt-1 block text-sm text-soft">
          {t(`reason.${key.revocationReason}`)}
          {key.revokedAt && `, ${t("since", { at: formatDate(key.revokedAt, locale) })}`}
        </span>
      )}
    </>
  );
}
