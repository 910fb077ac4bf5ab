import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { may } from "#portal/staff/roles.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { StaffOnly } from "../_parts/staff-only.tsx";
import { SearchCertificates } from "./search-certificates.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("allCertificates");
  return { title: t("title") };
}

/** Where one of the authority's staff finds any certificate of the country. */
export default async function CertificatesPage() {
  const { actor } = await pageActor(await getLocale());
  if (!may(actor, "seeCertificates")) return <StaffOnly />;
  const t = await getTranslations("allCertificates");
  return (
    <ClientMessages namespaces={["account", "allCertificates", "states"]}>
      <SearchCertificates title={<PageTitle lead={t("lead")}>{t("title")}</PageTitle>} />
    </ClientMessages>
  );
}
