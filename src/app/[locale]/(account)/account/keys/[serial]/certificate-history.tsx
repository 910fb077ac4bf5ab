import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { CertificateEvent } from "#portal/certificates/open.ts";
import { Timeline } from "#ui/timeline.tsx";

const SHOWN = [
  "request-submitted",
  "confirmation-given",
  "request-confirmed",
  "request-issued",
  "request-installed",
  "certificate-revoked",
  "certificate-released",
] as const;

/** What happened to a certificate, newest first. What only concerns the authority is left out. */
export function CertificateHistory({ events }: { readonly events: readonly CertificateEvent[] }) {
  const t = useTranslations("certificate");
  const reasons = useTranslations("keyList.reason");
  const locale = useLocale();
  const entries = events.flatMap(({ action, at, by, reason }) => {
    const known = SHOWN.find((one) => one === action);
    if (!known) return [];
    const isHold = known === "certificate-revoked" && reason === "CERTIFICATE_HOLD";
    return [
      {
        title: t(`action.${isHold ? "certificate-held" : known}`),
        at: formatDateTime(at, locale),
        atIso: at.toISOString(),
        by: by && <bdi>{by}</bdi>,
        text: known === "certificate-revoked" && !isHold && reason ? reasons(reason) : undefined,
      },
    ];
  });
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title" className="mb-4 text-xl">
        {t("history")}
      </h2>
      <Timeline label={t("history")} entries={entries.toReversed()} />
    </section>
  );
}
