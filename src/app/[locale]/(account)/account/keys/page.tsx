import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StaffLink } from "#app/[locale]/(organisation)/organisation/staff-link.tsx";
import { pageActor } from "#http/page.ts";
import { formatDate } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import { mayManage } from "#portal/approvals/may-decide.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import { listOwnKeys } from "#portal/certificates/list.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { KeyActions } from "../_keylist/key-actions.tsx";
import { KeyList } from "../_keylist/key-list.tsx";
import { readListAddress } from "../_keylist/read-list-address.ts";
import { OwnKeyCard } from "../_parts/own-key-card.tsx";

interface KeysPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keys");
  return { title: t("title") };
}

/** The keys in force as cards, and below them every key that the person ever had, to be searched. */
export default async function KeysPage({ searchParams }: KeysPageProps) {
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  const { filter, cursor } = readListAddress(await searchParams, `/${locale}/account/keys`);
  const isWhole = filterQuery(filter).size === 0 && cursor.after === undefined && cursor.before === undefined;
  const inForce = isWhole ? (await listOwnKeys(context, actor)).filter(({ status }) => status === "VALID") : [];
  const [t, list] = [await getTranslations("keys"), await getTranslations("keyList")];
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-8">
        <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
        <span className="flex flex-wrap gap-x-3">
          {mayManage(actor) && <StaffLink />}
          <ButtonLink href="/account/keys/reissue" className="mb-6">
            {t("reissue")}
          </ButtonLink>
        </span>
      </div>
      {inForce.length > 0 && (
        <section aria-labelledby="in-force-title" className="mb-10">
          <h2 id="in-force-title" className="mb-4 text-xl">
            {list("inForce")}
          </h2>
          <ul className="grid gap-4 md:grid-cols-2">
            {inForce.map((key) => (
              <li key={key.serial}>
                <InForce of={key} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="all-title">
        <h2 id="all-title" className="text-xl">
          {list("all")}
        </h2>
        <p className="mt-1 mb-2 text-soft">{list("allLead")}</p>
        <KeyList
          {...{ context, actor, filter, cursor }}
          scope="own"
          empty={{ title: t("empty"), text: t("emptyText") }}
        />
      </section>
    </>
  );
}

async function InForce({ of: key }: { readonly of: KeyCard }) {
  const locale = await getLocale();
  const [t, list] = [await getTranslations("keys"), await getTranslations("keyList")];
  return (
    <OwnKeyCard
      of={key}
      name={key.name}
      organisation={key.organisation}
      facts={[
        { term: t("validFrom"), value: formatDate(key.notBefore, locale) },
        { term: t("validUntil"), value: formatDate(key.notAfter, locale) },
        {
          term: t("request"),
          value: (
            <Link href={`/account/requests/${key.requestNumber}`} className="link inline-flex min-h-6 items-center">
              <RequestNumberText number={formatRequestNumber(key.requestNumber)} />
            </Link>
          ),
        },
        { term: t("confirmedBy"), value: key.confirmedBy ?? t("notNeeded") },
      ]}
      actions={
        <span className="flex flex-wrap gap-x-6">
          <Link href={`/account/keys/${key.serial}`} className="link inline-flex min-h-11 items-center">
            {list("open")}
          </Link>
          <KeyActions of={key} mayRenew />
        </span>
      }
    />
  );
}
