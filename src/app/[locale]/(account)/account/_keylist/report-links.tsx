import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { KeyFilter, KeyScope } from "#portal/certificates/contract.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { buttonLook } from "#ui/button-look.ts";

/** The list as a file; no link of the router's, since what comes is no page. */
export function ReportLinks({ scope, filter }: { readonly scope: KeyScope; readonly filter: KeyFilter }) {
  const t = useTranslations("keyList.report");
  const locale = useLocale();
  const href = (form: "csv" | "pdf") => {
    const query = filterQuery(filter);
    for (const [name, value] of Object.entries({ form, scope, language: locale })) query.set(name, value);
    return `/api/certificates?${query}`;
  };
  return (
    <section aria-labelledby="report-title" className="no-print mt-10">
      <h2 id="report-title" className="text-xl">
        {t("heading")}
      </h2>
      <p className="mt-1 text-soft">{t("text")}</p>
      <p className="mt-4 flex flex-wrap gap-3">
        {(["csv", "pdf"] as const).map((form) => (
          <a key={form} href={href(form)} download className={buttonLook("secondary")}>
            <Download aria-hidden className="size-5" />
            {t(form)}
          </a>
        ))}
      </p>
    </section>
  );
}
