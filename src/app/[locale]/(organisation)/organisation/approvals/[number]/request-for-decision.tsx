import { useLocale, useTranslations } from "next-intl";
import { algorithmKey } from "#app/[locale]/(account)/account/_parts/algorithm-key.ts";
import { formatDate, formatDateTime } from "#i18n/dates.ts";
import type { ForDecision } from "#portal/approvals/open.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { Differences } from "./differences.tsx";
import { Hints } from "./hints.tsx";
import { KeyHash } from "./key-hash.tsx";
import { storageOf } from "./storage-of.ts";
import { templateOf } from "./template-of.ts";

/** All that a decision rests on, the applicant first. */
export function RequestForDecision({ request }: { readonly request: ForDecision }) {
  const t = useTranslations("approvals.request");
  const states = useTranslations("states");
  const locale = useLocale();
  const { facts, confirmations } = request;
  const given = { count: confirmations.by.length, needed: confirmations.needed, names: confirmations.by.join(", ") };
  const waits = request.state === "SUBMITTED";
  return (
    <div className="space-y-8">
      <PageTitle above={<RequestNumberText number={formatRequestNumber(facts.number)} />}>
        <bdi>{facts.name}</bdi>
      </PageTitle>
      <SummaryList
        rows={[
          { term: t("iin"), value: <span className="figures">{facts.iin}</span> },
          { term: t("organisation"), value: facts.organisation },
          { term: t("template"), value: states(`template.${templateOf(facts.template)}`) },
          { term: t("storage"), value: states(`storage.${storageOf(facts.storage)}`) },
          { term: t("algorithm"), value: states(`algorithm.${algorithmKey(request.keyAlgorithm)}`) },
          { term: t("submittedAt"), value: formatDateTime(request.submittedAt, locale) },
          ...(waits ? [{ term: t("expiresAt"), value: formatDate(request.expiresAt, locale) }] : []),
          ...(confirmations.needed > 1 ? [{ term: t("confirmations"), value: t("confirmationsOf", given) }] : []),
        ]}
      />
      <Hints of={request.hints} />
      <Differences of={request.differences} />
      <section aria-labelledby="new-keys-title">
        <h2 id="new-keys-title" className="mb-2 text-xl">
          {t("newKeys")}
        </h2>
        <p className="mb-4 max-w-prose text-sm text-soft">{t("newKeysHint")}</p>
        <SummaryList
          rows={[
            { term: t("authKey"), value: <KeyHash value={facts.authKey} showFull={t("showFull")} /> },
            { term: t("signKey"), value: <KeyHash value={facts.signKey} showFull={t("showFull")} /> },
          ]}
        />
      </section>
    </div>
  );
}
