import { useTranslations } from "next-intl";
import type { RequestDetail } from "#portal/requests/open-request.ts";
import { SummaryList } from "#ui/summary-list.tsx";
import { algorithmKey } from "../../_parts/algorithm-key.ts";

/** Whose request it is and what it asks for. */
export function RequestFacts({ request }: { readonly request: RequestDetail }) {
  const t = useTranslations("requests.request");
  const states = useTranslations("states");
  const { name, iin, organisation, bin, template, email } = request;
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title" className="mb-4 text-xl">
        {t("facts")}
      </h2>
      <SummaryList
        rows={[
          { term: t("name"), value: name },
          { term: t("iin"), value: <span className="figures">{iin}</span> },
          ...(organisation ? [{ term: t("organisation"), value: organisation }] : []),
          ...(bin ? [{ term: t("bin"), value: <span className="figures">{bin}</span> }] : []),
          { term: t("template"), value: states(`template.${template}`) },
          { term: t("storage"), value: states(`storage.${request.storage}`) },
          { term: t("algorithm"), value: states(`algorithm.${algorithmKey(request.keyAlgorithm)}`) },
          ...(email ? [{ term: t("email"), value: email }] : []),
        ]}
      />
    </section>
  );
}
