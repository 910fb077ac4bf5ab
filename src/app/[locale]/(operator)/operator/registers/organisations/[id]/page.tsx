import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { foundOr404 } from "#app/[locale]/(account)/account/_parts/found-or-404.ts";
import { CountLinks } from "#app/[locale]/(operator)/operator/_parts/count-links.tsx";
import { pageActor } from "#http/page.ts";
import { formatDate } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import { COUNTED_AT_MOST, type OpenedOrganisation, openOrganisation } from "#portal/registers/open-organisation.ts";
import { may } from "#portal/staff/roles.ts";
import { BackLink } from "#ui/back-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { StaffOnly } from "../../../_parts/staff-only.tsx";

interface OrganisationPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("registers.organisation");
  return { title: t("title") };
}

/** An organisation of the register: who decides there and in whose place, how many have to confirm, and what waits for them. */
export default async function OrganisationPage({ params }: OrganisationPageProps) {
  const { context, actor } = await pageActor(await getLocale());
  if (!may(actor, "seeRegisters")) return <StaffOnly />;
  const { id } = await params;
  const organisation = await foundOr404(openOrganisation(context, actor, id));
  const { name, bin, confirmations, heads, delegates, waiting } = organisation;
  const t = await getTranslations("registers.organisation");
  return (
    <div className="max-w-journey space-y-8">
      <div>
        <BackLink href="/operator/registers">{t("back")}</BackLink>
        <PageTitle above={t("title")}>
          <bdi>{name}</bdi>
        </PageTitle>
        <SummaryList
          rows={[
            { term: t("bin"), value: bin },
            { term: t("heads"), value: heads.length === 0 ? t("noHead") : <Heads of={heads} /> },
            { term: t("delegates"), value: delegates.length === 0 ? t("noDelegate") : <Delegates of={delegates} /> },
            { term: t("confirmations"), value: t("needed", { count: confirmations }) },
          ]}
        />
      </div>
      <CountLinks
        most={COUNTED_AT_MOST}
        counts={[{ text: t("waiting"), count: waiting, href: `/operator/requests?state=SUBMITTED&who=${bin}` }]}
      />
    </div>
  );
}

async function Heads({ of: heads }: { readonly of: OpenedOrganisation["heads"] }) {
  const locale = await getLocale();
  const t = await getTranslations("registers.organisation");
  return heads.map(({ id, name, blockedAt }) => (
    <PersonLine key={id} id={id} name={name}>
      {blockedAt && t("blocked", { date: formatDate(blockedAt, locale) })}
    </PersonLine>
  ));
}

async function Delegates({ of: delegates }: { readonly of: OpenedOrganisation["delegates"] }) {
  const locale = await getLocale();
  const t = await getTranslations("registers.organisation");
  return delegates.map(({ right, id, name, from, last }) => (
    <PersonLine key={right} id={id} name={name}>
      {t("term", { from: formatDate(from, locale), last: formatDate(last, locale) })}
    </PersonLine>
  ));
}

interface PersonLineProps {
  readonly id: string;
  readonly name: string;
  readonly children: ReactNode;
}

function PersonLine({ id, name, children }: PersonLineProps) {
  return (
    <span className="block">
      <Link href={`/operator/registers/people/${id}`} className="link inline-flex min-h-6 items-center">
        <bdi>{name}</bdi>
      </Link>
      {children && <span className="block text-soft">{children}</span>}
    </span>
  );
}
