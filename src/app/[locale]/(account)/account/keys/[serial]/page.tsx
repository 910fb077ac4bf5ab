import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { pageActor } from "#http/page.ts";
import { Link } from "#i18n/navigation.ts";
import { issuanceProofState } from "#portal/audit/log/prove-issuance.ts";
import { openCertificate } from "#portal/certificates/open.ts";
import { nextNotices } from "#portal/notices/expiry/next-notices.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { Serial } from "#portal/revocation/contract.ts";
import { BackLink } from "#ui/back-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { KeyActions } from "../../_keylist/key-actions.tsx";
import { KeyStanding } from "../../_keylist/key-standing.tsx";
import { foundOr404 } from "../../_parts/found-or-404.ts";
import { OwnKeyCard } from "../../_parts/own-key-card.tsx";
import { CertificateData } from "./certificate-data.tsx";
import { CertificateHistory } from "./certificate-history.tsx";
import { ChainOfTrust } from "./chain-of-trust.tsx";
import { Downloads } from "./downloads.tsx";
import { Reminders } from "./reminders.tsx";
import { StatusAsked, StatusAsTold } from "./status-as-told.tsx";

interface CertificatePageProps {
  readonly params: Promise<{ readonly serial: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("certificate");
  return { title: t("title") };
}

/** One DS key: how it stands, what its certificate says, who vouches for it, what happened to it. */
export default async function CertificatePage({ params }: CertificatePageProps) {
  const { serial } = await params;
  const { context, actor } = await pageActor(await getLocale());
  if (!Serial.safeParse(serial).success) notFound();
  const { card, whose, facts, chain, history, der } = await foundOr404(openCertificate(context, actor, serial));
  const [t, states] = [await getTranslations("certificate"), await getTranslations("states")];
  const proof = await issuanceProofState(context, actor, serial);
  const isOwn = whose === "own";
  const notices = isOwn ? await nextNotices(context, actor, serial) : null;
  return (
    <>
      <BackLink href={whose === "staff" ? "/organisation/staff" : "/account/keys"}>
        {t(whose === "staff" ? "backStaff" : "back")}
      </BackLink>
      <PageTitle above={states(`template.${card.template}`)}>{states(`slot.${card.slot}`)}</PageTitle>
      <div className="grid gap-10 lg:grid-cols-[3fr_2fr]">
        <OwnKeyCard
          of={card}
          headingLevel="h2"
          name={card.name}
          organisation={card.organisation}
          facts={[
            ...(card.revocationReason ? [{ term: t("status"), value: <KeyStanding of={card} /> }] : []),
            {
              term: t("request"),
              value: isOwn ? (
                <Link
                  href={`/account/requests/${card.requestNumber}`}
                  className="link inline-flex min-h-6 items-center"
                >
                  <RequestNumberText number={formatRequestNumber(card.requestNumber)} />
                </Link>
              ) : (
                <RequestNumberText number={formatRequestNumber(card.requestNumber)} />
              ),
            },
          ]}
          actions={
            <span className="flex flex-wrap gap-x-6">
              <KeyActions of={card} mayRenew={isOwn} />
            </span>
          }
        />
        <div className="space-y-10">
          {notices && <Reminders status={card.status} notices={notices} />}
          <CertificateHistory events={history} />
        </div>
        <CertificateData facts={facts} storage={states(`storage.${card.storage}`)} />
        <div className="space-y-10">
          <Suspense fallback={<StatusAsked />}>
            <StatusAsTold der={der} />
          </Suspense>
          <ChainOfTrust chain={chain} facts={facts} />
          <Downloads serial={serial} proof={proof} />
        </div>
      </div>
    </>
  );
}
