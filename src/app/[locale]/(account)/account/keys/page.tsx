import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { formatDate } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import { listOwnKeys } from "#portal/certificates/list.ts";
import { fullName } from "#portal/people/full-name.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { OwnKeyCard } from "../_parts/own-key-card.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keys");
  return { title: t("title") };
}

/** All DS keys of the holder: what each is for, how long it lives, on which request it came and who confirmed that. */
export default async function KeysPage() {
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  const keys = await listOwnKeys(context, actor);
  const t = await getTranslations("keys");
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-8">
        <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
        <ButtonLink href="/account/keys/reissue" className="mb-6">
          {t("reissue")}
        </ButtonLink>
      </div>
      {keys.length === 0 && <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
      <ul className="grid gap-4 md:grid-cols-2">
        {keys.map((key) => (
          <li key={key.serial}>
            <OwnKeyCard
              of={key}
              headingLevel="h2"
              name={fullName(actor)}
              organisation={actor.organisation ?? undefined}
              facts={[
                { term: t("validFrom"), value: formatDate(key.notBefore, locale) },
                { term: t("validUntil"), value: formatDate(key.notAfter, locale) },
                {
                  term: t("request"),
                  value: (
                    <Link
                      href={`/account/requests/${key.requestNumber}`}
                      className="link inline-flex min-h-6 items-center"
                    >
                      <RequestNumberText number={formatRequestNumber(key.requestNumber)} />
                    </Link>
                  ),
                },
                { term: t("confirmedBy"), value: key.confirmedBy ?? t("notNeeded") },
              ]}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
