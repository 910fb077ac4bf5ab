import { useTranslations } from "next-intl";
import { KEY_TONE } from "#app/[locale]/(account)/account/_parts/key-tone.ts";
import { browserDate } from "#i18n/browser-date.ts";
import { Link } from "#i18n/navigation.ts";
import type { FoundCertificate } from "#portal/all-certificates/contract.ts";
import { Serial } from "#ui/serial.tsx";
import { StatusTag } from "#ui/status-tag.tsx";
import { type Column, Table } from "#ui/table.tsx";

/** Certificates of whoever, each with a way to its page. */
export function FoundTable({ rows }: { readonly rows: readonly FoundCertificate[] }) {
  const t = useTranslations("allCertificates");
  const states = useTranslations("states");
  const common = useTranslations("common");
  const columns: readonly Column<FoundCertificate>[] = [
    { header: t("holder"), cell: (row) => <Holder of={row} /> },
    {
      header: t("key"),
      cell: ({ slot, serial }) => (
        <>
          {states(`slot.${slot}`)}
          <span className="block text-soft">
            <Serial value={serial} />
          </span>
        </>
      ),
    },
    {
      header: t("status"),
      cell: ({ status, reason }) => (
        <>
          <StatusTag tone={KEY_TONE[status]}>{states(`certificate.${status}`)}</StatusTag>
          {reason && status === "REVOKED" && (
            <span className="mt-1 block text-sm text-soft">{states(`revocationReason.${reason}`)}</span>
          )}
        </>
      ),
    },
    { header: t("until"), cell: ({ notAfter }) => common("date", browserDate(notAfter)) },
  ];
  return <Table caption={t("caption")} captionHidden rows={rows} rowKey={({ serial }) => serial} columns={columns} />;
}

function Holder({ of: { serial, name, iinEnd, template, organisation } }: { readonly of: FoundCertificate }) {
  const states = useTranslations("states");
  const t = useTranslations("allCertificates");
  return (
    <>
      <Link href={`/operator/certificates/${serial}`} className="link inline-flex min-h-6 items-center">
        <bdi>{name}</bdi>
      </Link>
      <span className="block font-normal text-sm text-soft">
        {t("iinEnd", { digits: iinEnd })}.{" "}
        <bdi>{[states(`template.${template}`), organisation].filter(Boolean).join(", ")}</bdi>
      </span>
    </>
  );
}
