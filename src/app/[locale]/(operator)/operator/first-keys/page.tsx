import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { may } from "#portal/staff/roles.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { StaffOnly } from "../_parts/staff-only.tsx";
import { SearchApplications } from "./search-applications.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("centre");
  return { title: t("title") };
}

/** Where an operator of the Registration Centre finds the request of whoever stands before them. */
export default async function FirstKeysPage() {
  const { actor } = await pageActor(await getLocale());
  if (!may(actor, "confirmFirstKeys")) return <StaffOnly />;
  const t = await getTranslations("centre");
  return (
    <ClientMessages namespaces={["account", "centre", "states"]}>
      <SearchApplications title={<PageTitle lead={t("lead")}>{t("title")}</PageTitle>} />
    </ClientMessages>
  );
}
