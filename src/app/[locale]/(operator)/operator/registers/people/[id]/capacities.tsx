import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { OpenedPerson } from "#portal/registers/open-person.ts";
import { Table } from "#ui/table.tsx";

/** In which capacities a person holds keys, and how many certificates there were for each. */
export function Capacities({ of: capacities }: { readonly of: OpenedPerson["capacities"] }) {
  const t = useTranslations("registers.person");
  const states = useTranslations("states");
  const locale = useLocale();
  if (capacities.length === 0) return null;
  return (
    <Table
      caption={t("capacities")}
      rows={capacities}
      rowKey={({ id }) => id}
      columns={[
        { header: t("capacity"), cell: ({ template }) => states(`template.${template}`) },
        { header: t("organisation"), cell: ({ organisation }) => <Organisation of={organisation} /> },
        { header: t("keys"), cell: ({ keys }) => keys.toLocaleString(locale) },
        {
          header: t("standing"),
          cell: ({ blockedAt }) =>
            blockedAt ? t("blocked", { date: formatDate(blockedAt, locale) }) : t("notBlocked"),
        },
      ]}
    />
  );
}

function Organisation({ of: organisation }: { readonly of: OpenedPerson["capacities"][number]["organisation"] }) {
  if (!organisation) return "–";
  return (
    <Link
      href={`/operator/registers/organisations/${organisation.id}`}
      className="link inline-flex min-h-6 items-center"
    >
      <bdi>{organisation.name}</bdi>
    </Link>
  );
}
