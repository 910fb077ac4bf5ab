import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { KeyList } from "#app/[locale]/(account)/account/_keylist/key-list.tsx";
import { readListAddress } from "#app/[locale]/(account)/account/_keylist/read-list-address.ts";
import { Stop } from "#app/[locale]/(account)/account/_parts/stop.tsx";
import { pageActor } from "#http/page.ts";
import { mayManage } from "#portal/approvals/may-decide.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { Tabs } from "#ui/tabs.tsx";

interface StaffPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keyList.staff");
  return { title: t("title") };
}

/** The senior manager's view of the keys of the organisation's people: what ends soon, and what has to go. */
export default async function StaffPage({ searchParams }: StaffPageProps) {
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  const t = await getTranslations("keyList.staff");
  if (!mayManage(actor)) {
    return (
      <Stop title={t("refusedHeading")} href="/account/keys" action={(await getTranslations("keys"))("title")}>
        {t("refusedText")}
      </Stop>
    );
  }
  const { filter, cursor } = readListAddress(await searchParams, `/${locale}/organisation/staff`);
  return (
    <>
      <PageTitle lead={t("lead", { organisation: actor.organisation ?? "" })}>{t("title")}</PageTitle>
      <div className="mb-6">
        <Tabs
          label={t("tabs")}
          tabs={[
            { href: "/organisation/staff", text: t("all"), current: filter.status !== "EXPIRING" },
            { href: "/organisation/staff?status=EXPIRING", text: t("expiring"), current: filter.status === "EXPIRING" },
          ]}
        />
      </div>
      <KeyList
        {...{ context, actor, filter, cursor }}
        scope="staff"
        empty={{ title: t("empty"), text: t("emptyText") }}
      />
    </>
  );
}
