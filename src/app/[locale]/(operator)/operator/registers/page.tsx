import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { may } from "#portal/staff/roles.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { StaffOnly } from "../_parts/staff-only.tsx";
import { SearchForm } from "./_parts/search-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("registers");
  return { title: t("title") };
}

/** Where the authority's staff finds a person or an organisation of the register. */
export default async function RegistersPage() {
  const { actor } = await pageActor(await getLocale());
  if (!may(actor, "seeRegisters")) return <StaffOnly />;
  const t = await getTranslations("registers");
  return (
    <ClientMessages namespaces={["account", "registers", "states"]}>
      <SearchForm title={<PageTitle lead={t("lead")}>{t("title")}</PageTitle>} />
    </ClientMessages>
  );
}
