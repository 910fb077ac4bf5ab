import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { LogRow } from "#portal/audit/search/search-log.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Serial } from "#ui/serial.tsx";
import { Table } from "#ui/table.tsx";
import { logAction } from "./log-actions.ts";

/** Events of the log, each with its place in it; what was done stands there in words, and in the log's own word. */
export function LogTable({ rows }: { readonly rows: readonly LogRow[] }) {
  const t = useTranslations("log");
  const states = useTranslations("states");
  const locale = useLocale();
  return (
    <Table
      caption={t("title")}
      captionHidden
      rows={rows}
      rowKey={({ place, at, action, facts }) => place ?? `${at.toISOString()}${action}${JSON.stringify(facts)}`}
      columns={[
        {
          header: t("event"),
          cell: ({ action, place }) => (
            <>
              <Done action={action} />
              <span className="block font-normal text-sm text-soft">
                {place === undefined ? t("notYet") : t("place", { place })}
              </span>
            </>
          ),
        },
        { header: t("at"), cell: ({ at }) => formatDateTime(at, locale) },
        {
          header: t("actor"),
          cell: ({ actor }) =>
            actor ? (
              <>
                <bdi>{actor.name}</bdi>
                <span className="block text-sm text-soft">
                  {states(`template.${actor.template}`)}, {t("iinEnd", { digits: actor.iinEnd })}
                </span>
              </>
            ) : (
              t("authority")
            ),
        },
        { header: t("about"), cell: (row) => <About of={row} /> },
      ]}
    />
  );
}

function Done({ action }: { readonly action: string }) {
  const t = useTranslations("log");
  const known = logAction(action);
  return (
    <>
      {known && <span className="block">{t(`action.${known}`)}</span>}
      <code className="font-mono font-normal text-sm text-soft">{action}</code>
    </>
  );
}

function About({ of: { number, serial, facts } }: { readonly of: LogRow }) {
  return (
    <span className="block space-y-1">
      {number !== undefined && (
        <span className="block">
          <RequestNumberText number={formatRequestNumber(number)} />
        </span>
      )}
      {serial !== undefined && (
        <span className="block">
          <Serial value={serial} />
        </span>
      )}
      {Object.entries(facts).map(([name, value]) => (
        <code key={name} className="block break-all font-mono text-sm text-soft">
          {name}: {typeof value === "string" ? value : JSON.stringify(value)}
        </code>
      ))}
    </span>
  );
}
