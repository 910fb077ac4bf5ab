import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { foundOr404 } from "#app/[locale]/(account)/account/_parts/found-or-404.ts";
import { StatusAsked, StatusAsTold } from "#app/[locale]/(account)/account/keys/[serial]/status-as-told.tsx";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { openForStaff } from "#portal/all-certificates/open-for-staff.ts";
import { Serial } from "#portal/revocation/contract.ts";
import { may } from "#portal/staff/roles.ts";
import { BackLink } from "#ui/back-link.tsx";
import { StaffOnly } from "../../_parts/staff-only.tsx";
import { CertificateFacts } from "./certificate-facts.tsx";
import { Ordering } from "./ordering.tsx";
import { OrdersAbout } from "./orders-about.tsx";

interface CertificatePageProps {
  readonly params: Promise<{ readonly serial: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("allCertificates");
  return { title: t("heading") };
}

/** One certificate as the authority's staff sees it: facts, status, what was ordered, and a new order about it. */
export default async function StaffCertificatePage({ params }: CertificatePageProps) {
  const { serial } = await params;
  const { context, actor } = await pageActor(await getLocale());
  if (!may(actor, "seeCertificates")) return <StaffOnly />;
  if (!Serial.safeParse(serial).success) notFound();
  const certificate = await foundOr404(openForStaff(context, actor, serial));
  const t = await getTranslations("allCertificates");
  const { card, other, orders, der } = certificate;
  const about = ({ slot, name, status, ...one }: typeof card) => ({ serial: one.serial, slot, name, status });
  return (
    <ClientMessages
      namespaces={["account", "allCertificates", "approvals", "keyPicker", "keys", "orders", "reveal", "states"]}
    >
      <Ordering
        key={`${serial} ${card.status}`}
        back={<BackLink href="/operator/certificates">{t("back")}</BackLink>}
        certificate={about(card)}
        other={other && about(other)}
        mayOrder={may(actor, "orderRevocation")}
      >
        <CertificateFacts of={certificate} />
        <Suspense fallback={<StatusAsked />}>
          <StatusAsTold der={der} />
        </Suspense>
        <OrdersAbout orders={orders} />
      </Ordering>
    </ClientMessages>
  );
}
