import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { RequestRow } from "#portal/requests/own-requests.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Table } from "#ui/table.tsx";
import { isStopped } from "../requests/[number]/what-now.ts";
import { RequestTag } from "./request-tag.tsx";

/** A person's own requests, each with a way to its page. */
export function RequestsTable({ rows }: { readonly rows: readonly RequestRow[] }) {
  const t = useTranslations("requests");
  const states = useTranslations("states");
  const locale = useLocale();
  return (
    <Table
      caption={t("caption")}
      captionHidden
      rows={rows}
      rowKey={({ number }) => number}
      columns={[
        {
          header: t("number"),
          cell: ({ number }) => (
            <Link href={`/account/requests/${number}`} className="link inline-flex min-h-6 items-center">
              <RequestNumberText number={formatRequestNumber(number)} />
            </Link>
          ),
        },
        { header: t("state"), cell: ({ state }) => <RequestTag state={state} /> },
        { header: t("submittedAt"), cell: ({ submittedAt }) => formatDate(submittedAt, locale) },
        { header: t("expiresAt"), cell: (row) => <End request={row} /> },
        { header: t("storage"), cell: ({ storage }) => states(`storage.${storage}`) },
      ]}
    />
  );
}

/** Only what waits for the senior manager can expire, and only what is still open can be said not to. */
function End({ request: { state, expiresAt } }: { readonly request: RequestRow }) {
  const t = useTranslations("requests");
  const locale = useLocale();
  if (state === "SUBMITTED" || state === "EXPIRED") return formatDate(expiresAt, locale);
  return t(state === "INSTALLED" || isStopped(state) ? "closed" : "noExpiry");
}
