import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { QueuedRequest } from "#portal/queue/open-queued.ts";

/** Who decided what on a request, in order. */
export function Decisions({ of: { decisions } }: { readonly of: QueuedRequest }) {
  const t = useTranslations("queue.one");
  const states = useTranslations("states");
  const locale = useLocale();
  return (
    <section aria-labelledby="decisions-title">
      <h2 id="decisions-title" className="mb-3 text-xl">
        {t("decisions")}
      </h2>
      {decisions.length === 0 && <p className="text-soft">{t("noDecision")}</p>}
      <ul className="space-y-4">
        {decisions.map(({ verdict, reason, decidedAt, name, template }) => (
          <li key={decidedAt.toISOString() + name} className="border-line border-s-4 ps-4">
            <p className="font-semibold">
              {t(verdict)}, {formatDateTime(decidedAt, locale)}
            </p>
            <p>
              <bdi>{t("by", { name, role: states(`template.${template}`) })}</bdi>
            </p>
            {reason !== null && (
              <p className="mt-1 max-w-prose">
                <bdi>{reason}</bdi>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
