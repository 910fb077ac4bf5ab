import { useLocale, useTranslations } from "next-intl";
import { KeyStanding } from "#app/[locale]/(account)/account/_keylist/key-standing.tsx";
import { formatDate } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { OpenedPerson } from "#portal/registers/open-person.ts";
import { Serial } from "#ui/serial.tsx";
import { Table } from "#ui/table.tsx";

/** The newest certificates of a person, each a link to it. */
export function NewestKeys({ keys }: { readonly keys: OpenedPerson["certificates"] }) {
  const t = useTranslations("registers.person");
  const states = useTranslations("states");
  const locale = useLocale();
  if (keys.length === 0) return <p className="text-soft">{t("noKeys")}</p>;
  return (
    <Table
      caption={t("newestKeys")}
      rows={keys}
      rowKey={({ serial }) => serial}
      columns={[
        {
          header: t("serial"),
          cell: ({ serial }) => (
            <Link href={`/operator/certificates/${serial}`} className="link inline-block min-h-6">
              <Serial value={serial} />
            </Link>
          ),
        },
        {
          header: t("key"),
          cell: ({ slot, template }) => `${states(`slot.${slot}`)}, ${states(`template.${template}`)}`,
        },
        { header: t("standing"), cell: (key) => <KeyStanding of={key} /> },
        { header: t("until"), cell: ({ notAfter }) => formatDate(notAfter, locale) },
      ]}
    />
  );
}
