import { useLocale, useTranslations } from "next-intl";
import { KeyStanding } from "#app/[locale]/(account)/account/_keylist/key-standing.tsx";
import { algorithmKey } from "#app/[locale]/(account)/account/_parts/algorithm-key.ts";
import { formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { CertificateForStaff } from "#portal/all-certificates/open-for-staff.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Serial } from "#ui/serial.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { RevealIin } from "../../_parts/reveal-iin.tsx";

/** What the register has of a certificate, and whose it is. */
export function CertificateFacts({ of: { card, other, ski, keyAlgorithm } }: { readonly of: CertificateForStaff }) {
  const t = useTranslations("allCertificates");
  const states = useTranslations("states");
  const locale = useLocale();
  const { serial, name, iinEnd, organisation, template, requestNumber } = card;
  return (
    <div>
      <PageTitle above={t("heading")}>{states(`slot.${card.slot}`)}</PageTitle>
      <SummaryList
        rows={[
          { term: t("status"), value: <KeyStanding of={card} /> },
          {
            term: t("holder"),
            value: (
              <>
                <bdi>{name}</bdi>
                <RevealIin by={{ certificate: serial }} end={iinEnd} />
              </>
            ),
          },
          { term: t("capacity"), value: states(`template.${template}`) },
          ...(organisation === undefined ? [] : [{ term: t("organisation"), value: <bdi>{organisation}</bdi> }]),
          { term: t("serial"), value: <Serial value={serial} /> },
          { term: t("ski"), value: <Serial value={ski} /> },
          {
            term: t("validity"),
            value: `${formatDateTime(card.notBefore, locale)} – ${formatDateTime(card.notAfter, locale)}`,
          },
          { term: t("storage"), value: states(`storage.${card.storage}`) },
          { term: t("algorithm"), value: states(`algorithm.${algorithmKey(keyAlgorithm)}`) },
          {
            term: t("request"),
            value: (
              <Link href={`/operator/requests/${requestNumber}`} className="link inline-flex min-h-6 items-center">
                <RequestNumberText number={formatRequestNumber(requestNumber)} />
              </Link>
            ),
          },
          ...(other ? [{ term: t("pair"), value: <OtherKey of={other} /> }] : []),
        ]}
      />
    </div>
  );
}

function OtherKey({ of: key }: { readonly of: CertificateForStaff["card"] }) {
  const states = useTranslations("states");
  return (
    <>
      <Link href={`/operator/certificates/${key.serial}`} className="link inline-flex min-h-6 items-center">
        {states(`slot.${key.slot}`)}
      </Link>
      <span className="block">
        <KeyStanding of={key} />
      </span>
    </>
  );
}
