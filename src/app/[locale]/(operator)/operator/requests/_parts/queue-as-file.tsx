import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { QueueFilter } from "#portal/queue/contract.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { buttonLook } from "#ui/button-look.ts";

/** The queue as a file; no link of the router's, since what comes is no page. */
export function QueueAsFile({ filter }: { readonly filter: QueueFilter }) {
  const t = useTranslations("queue.report");
  const query = filterQuery(filter);
  query.set("language", useLocale());
  return (
    <section aria-labelledby="report-title" className="no-print mt-10">
      <h2 id="report-title" className="text-xl">
        {t("heading")}
      </h2>
      <p className="mt-1 text-soft">{t("text")}</p>
      <p className="mt-4">
        <a href={`/api/operator/requests?${query}`} download className={buttonLook("secondary")}>
          <Download aria-hidden className="size-5" />
          {t("csv")}
        </a>
      </p>
    </section>
  );
}
