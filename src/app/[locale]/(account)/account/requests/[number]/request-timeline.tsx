import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { TimelineEvent } from "#portal/requests/open-request.ts";
import { Timeline } from "#ui/timeline.tsx";

const SHOWN = [
  "request-submitted",
  "confirmation-given",
  "request-confirmed",
  "request-refused",
  "request-cancelled",
  "request-expired",
  "request-rejected",
  "request-issued",
  "request-installed",
] as const;

/** What happened to a request, newest first, in the words of the guide. What only concerns the authority is left out. */
export function RequestTimeline({ events }: { readonly events: readonly TimelineEvent[] }) {
  const t = useTranslations("requests");
  const locale = useLocale();
  const entries = events.flatMap(({ action, at, by }) => {
    const known = SHOWN.find((one) => one === action);
    return known ? [{ title: t(`actions.${known}`), at: formatDateTime(at, locale), atIso: at.toISOString(), by }] : [];
  });
  return <Timeline label={t("request.timeline")} entries={entries.toReversed()} />;
}
