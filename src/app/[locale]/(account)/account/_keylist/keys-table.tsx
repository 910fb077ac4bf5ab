import { useLocale, useTranslations } from "next-intl";
import { formatDate, formatDateInText } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { KeyScope } from "#portal/certificates/contract.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { Serial } from "#ui/serial.tsx";
import { type Column, Table } from "#ui/table.tsx";
import { KeyActions } from "./key-actions.tsx";
import { KeyStanding } from "./key-standing.tsx";

interface KeysTableProps {
  readonly scope: KeyScope;
  readonly keys: readonly KeyCard[];
  /** The capacity in which this person is signed in: keys of another one are renewed there. */
  readonly holderId: string;
}

/** Keys of whatever state, each with a way to its page. */
export function KeysTable({ scope, keys, holderId }: KeysTableProps) {
  const t = useTranslations("keyList");
  const locale = useLocale();
  const columns: readonly Column<KeyCard>[] = [
    { header: scope === "staff" ? t("person") : t("key"), cell: (key) => <KeyLink of={key} scope={scope} /> },
    { header: t("status"), cell: (key) => <KeyStanding of={key} /> },
    {
      header: t("term"),
      cell: ({ notBefore, notAfter, status, daysLeft }) => (
        <>
          {formatDateInText(notBefore, locale)} – {formatDateInText(notAfter, locale)}
          {status === "VALID" && <span className="block text-sm text-soft">{t("daysLeft", { days: daysLeft })}</span>}
        </>
      ),
    },
    {
      header: t("issued"),
      cell: ({ issuedAt, requestNumber, confirmedBy }) => (
        <>
          {formatDate(issuedAt, locale)}
          <span className="block text-sm text-soft">
            {t("onRequest", { number: formatRequestNumber(requestNumber) })},{" "}
            <bdi>{confirmedBy ? t("confirmedBy", { name: confirmedBy }) : t("notNeeded")}</bdi>
          </span>
        </>
      ),
    },
    {
      header: t("actions"),
      cell: (key) => (
        <span className="flex flex-wrap gap-x-4">
          <KeyActions of={key} mayRenew={key.holderId === holderId} staff={scope === "staff"} />
        </span>
      ),
    },
  ];
  return <Table caption={t("caption")} captionHidden rows={keys} rowKey={({ serial }) => serial} columns={columns} />;
}

function KeyLink({ of: key, scope }: { readonly of: KeyCard; readonly scope: KeyScope }) {
  const t = useTranslations("keyList");
  const states = useTranslations("states");
  const { serial, slot, storage, template, name, organisation, iinEnd } = key;
  const purpose = `${states(`slot.${slot}`)}, ${states(`storage.${storage}`)}`;
  const capacity = [states(`template.${template}`), scope === "own" && organisation].filter(Boolean).join(", ");
  return (
    <>
      <Link href={`/account/keys/${serial}`} className="link inline-flex min-h-6 items-center">
        {scope === "staff" ? <bdi>{name}</bdi> : purpose}
      </Link>
      <span className="block font-normal text-sm text-soft">
        {scope === "staff" && `${t("iinEnd", { digits: iinEnd })}. ${purpose}. `}
        <bdi>{capacity}</bdi>
      </span>
      <span className="block font-normal text-soft">
        <Serial value={serial} />
      </span>
    </>
  );
}
