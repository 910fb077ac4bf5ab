import { useLocale, useTranslations } from "next-intl";
import { formatDateInText } from "#i18n/dates.ts";
import type { GivenRight } from "#portal/delegations/open-delegations.ts";
import { SummaryList } from "#ui/summary-list.tsx";

/** From when until when somebody has the right to confirm, for what, and who gave it. */
export function RightFacts({ right: { from, last, kinds, givenBy } }: { readonly right: GivenRight }) {
  const t = useTranslations("delegation");
  const templates = useTranslations("states.template");
  const locale = useLocale();
  const [first, final] = [formatDateInText(from, locale), formatDateInText(last, locale)];
  return (
    <SummaryList
      rows={[
        { term: t("term"), value: first === final ? first : t("termOf", { from: first, last: final }) },
        {
          term: t("kinds"),
          value: (
            <ul>
              {kinds.map((kind) => (
                <li key={kind}>{templates(kind)}</li>
              ))}
            </ul>
          ),
        },
        { term: t("givenBy"), value: <bdi>{givenBy}</bdi> },
      ]}
    />
  );
}
