import { useLocale, useTranslations } from "next-intl";
import { algorithmKey } from "#app/[locale]/(account)/account/_parts/algorithm-key.ts";
import { formatDate, formatDateTime } from "#i18n/dates.ts";
import type { ApplicationPage, CentreWord } from "#portal/centre/open-application.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { RevealIin } from "../../_parts/reveal-iin.tsx";

/** The request itself, and every word that was said of it. */
export function ApplicationFacts({ application }: { readonly application: ApplicationPage }) {
  const t = useTranslations("centre.request");
  const states = useTranslations("states");
  const locale = useLocale();
  const { facts, iinEnd, template, storage, email, keyAlgorithm, state, submittedAt, expiresAt, words, needed } =
    application;
  return (
    <div className="space-y-8">
      <PageTitle above={<RequestNumberText number={formatRequestNumber(facts.number)} />}>{t("heading")}</PageTitle>
      <SummaryList
        rows={[
          { term: t("state"), value: states(`request.${state}.label`) },
          { term: t("template"), value: states(`template.${template}`) },
          { term: t("applicant"), value: <RevealIin by={{ request: facts.number }} end={iinEnd} /> },
          ...(facts.bin ? [{ term: t("bin"), value: <span className="figures">{facts.bin}</span> }] : []),
          { term: t("storage"), value: states(`storage.${storage}`) },
          { term: t("algorithm"), value: states(`algorithm.${algorithmKey(keyAlgorithm)}`) },
          ...(email ? [{ term: t("email"), value: <bdi>{email}</bdi> }] : []),
          { term: t("submittedAt"), value: formatDateTime(submittedAt, locale) },
          { term: t("expiresAt"), value: formatDate(expiresAt, locale) },
          { term: t("needed"), value: t("neededOf", { given: words.length, needed }) },
        ]}
      />
      {words.length > 0 && (
        <section aria-labelledby="words">
          <h2 id="words" className="mb-3 text-xl">
            {t("words")}
          </h2>
          <ul className="space-y-4">
            {words.map((word) => (
              <Word key={word.by} word={word} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Word({ word: { verdict, by, at, reason, seen, seenEnd, appointment } }: { readonly word: CentreWord }) {
  const t = useTranslations("centre.request");
  const states = useTranslations("states");
  const locale = useLocale();
  return (
    <li className="border-line border-s-4 ps-4">
      <p className="font-semibold">
        {t(verdict)}, <bdi>{by}</bdi>
      </p>
      <p className="figures text-sm text-soft">{formatDateTime(at, locale)}</p>
      {seen && <p>{t("seen", { document: states(`identityDocument.${seen}`), end: seenEnd ?? "" })}</p>}
      {appointment && <p>{t("appointment", { appointment })}</p>}
      {reason && <p>{reason}</p>}
    </li>
  );
}
