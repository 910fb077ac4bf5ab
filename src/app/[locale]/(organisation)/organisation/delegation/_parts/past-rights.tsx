import { useLocale, useTranslations } from "next-intl";
import { formatDateInText } from "#i18n/dates.ts";
import type { GivenRight } from "#portal/delegations/open-delegations.ts";
import { StatusTag } from "#ui/status-tag.tsx";
import { Table } from "#ui/table.tsx";

/** Who had the right to confirm before, and how it ended. */
export function PastRights({ rights }: { readonly rights: readonly GivenRight[] }) {
  const t = useTranslations("delegation");
  const templates = useTranslations("states.template");
  const locale = useLocale();
  const date = (at: Date) => formatDateInText(at, locale);
  return (
    <section aria-labelledby="past-title" className="space-y-4">
      <h2 id="past-title" className="text-xl">
        {t("past")}
      </h2>
      <Table
        caption={t("past")}
        captionHidden
        rows={rights}
        rowKey={({ id }) => id}
        columns={[
          { header: t("person"), cell: ({ name }) => <bdi className="block min-w-36">{name}</bdi> },
          { header: t("term"), cell: ({ from, last }) => t("termOf", { from: date(from), last: date(last) }) },
          { header: t("kinds"), cell: ({ kinds }) => kinds.map((kind) => templates(kind)).join("; ") },
          {
            header: t("state"),
            cell: ({ standing, withdrawn }) => (
              <span className="flex flex-col items-start gap-1">
                <StatusTag tone={standing === "VOID" ? "warning" : "neutral"}>{t(`standing.${standing}`)}</StatusTag>
                {withdrawn && <span>{t("withdrawnBy", { at: date(withdrawn.at), name: withdrawn.by })}</span>}
                {standing === "VOID" && <span>{t("voidText")}</span>}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
