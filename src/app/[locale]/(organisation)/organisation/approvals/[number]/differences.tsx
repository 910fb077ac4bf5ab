import { useTranslations } from "next-intl";
import type { Difference } from "#portal/approvals/open.ts";
import { Notice } from "#ui/notice.tsx";
import { Table } from "#ui/table.tsx";
import { storageOf } from "./storage-of.ts";

/** What the new certificates will say otherwise than the one in force; mostly nothing, and then that is said. */
export function Differences({ of: differences }: { readonly of: readonly Difference[] }) {
  const t = useTranslations("approvals.request");
  const states = useTranslations("states");
  const shown = (field: Difference["field"], value: string) => {
    if (value === "") return t("nothing");
    return field === "storage" ? states(`storage.${storageOf(value)}`) : value;
  };
  return (
    <section aria-labelledby="differences-title">
      <h2 id="differences-title" className="mb-3 text-xl">
        {t("differences")}
      </h2>
      {differences.length === 0 ? (
        <Notice tone="success">
          <p>{t("noDifferences")}</p>
        </Notice>
      ) : (
        <Table
          caption={t("differences")}
          captionHidden
          rows={differences}
          rowKey={({ field }) => field}
          columns={[
            { header: t("field"), cell: ({ field }) => t(`fields.${field}`) },
            { header: t("before"), cell: ({ field, before }) => <bdi>{shown(field, before)}</bdi> },
            { header: t("after"), cell: ({ field, after }) => <bdi>{shown(field, after)}</bdi> },
          ]}
        />
      )}
    </section>
  );
}
