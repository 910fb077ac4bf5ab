import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { foundOr404 } from "#app/[locale]/(account)/account/_parts/found-or-404.ts";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { type OpenedPerson, openPerson } from "#portal/registers/open-person.ts";
import { may } from "#portal/staff/roles.ts";
import { BackLink } from "#ui/back-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { RevealIin } from "../../../_parts/reveal-iin.tsx";
import { StaffOnly } from "../../../_parts/staff-only.tsx";
import { Capacities } from "./capacities.tsx";
import { NewestKeys } from "./newest-keys.tsx";
import { NewestRequests } from "./newest-requests.tsx";

interface PersonPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("registers.person");
  return { title: t("title") };
}

/** A person of the register: who they are, in which capacities, with which keys and requests. */
export default async function PersonPage({ params }: PersonPageProps) {
  const { context, actor } = await pageActor(await getLocale());
  if (!may(actor, "seeRegisters")) return <StaffOnly />;
  const { id } = await params;
  const person = await foundOr404(openPerson(context, actor, id));
  const t = await getTranslations("registers.person");
  return (
    <ClientMessages namespaces={["account", "reveal"]}>
      <div className="space-y-10">
        <div className="max-w-journey">
          <BackLink href="/operator/registers">{t("back")}</BackLink>
          <PageTitle above={t("title")}>
            <bdi>{person.name}</bdi>
          </PageTitle>
          <Facts of={person} />
        </div>
        <Capacities of={person.capacities} />
        <NewestKeys keys={person.certificates} />
        <NewestRequests requests={person.requests} />
      </div>
    </ClientMessages>
  );
}

async function Facts({ of: { id, iinEnd, email } }: { readonly of: OpenedPerson }) {
  const t = await getTranslations("registers.person");
  return (
    <SummaryList
      rows={[
        { term: t("iin"), value: <RevealIin by={{ person: id }} end={iinEnd} /> },
        { term: t("email"), value: email === null ? t("noEmail") : <bdi>{email}</bdi> },
      ]}
    />
  );
}
