import { createTranslator } from "next-intl";
import type { CsvColumn } from "#http/csv-stream.ts";
import { formatDateTime } from "#i18n/dates.ts";
import { messages } from "#i18n/messages.ts";
import type { Locale } from "#i18n/routing.ts";
import type { QueueRow } from "#portal/queue/queue-row.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";

/** The cells of one request by their columns, and the name of the file, in one language. */
export function queueColumns(locale: Locale): {
  readonly columns: readonly CsvColumn<QueueRow>[];
  readonly fileName: string;
} {
  const common = { locale, messages: messages[locale] };
  const t = createTranslator({ ...common, namespace: "queue" });
  const states = createTranslator({ ...common, namespace: "states" });
  return {
    fileName: t("report.fileName"),
    columns: [
      [t("request"), ({ number }) => formatRequestNumber(number)],
      [t("applicant"), ({ name }) => name],
      [t("iinEndColumn"), ({ iinEnd }) => `…${iinEnd}`],
      [t("capacity"), ({ template }) => states(`template.${template}`)],
      [t("organisation"), ({ organisation }) => organisation ?? ""],
      [t("storage"), ({ storage }) => states(`storage.${storage}`)],
      [t("stateColumn"), ({ state }) => states(`request.${state}.label`)],
      [t("filed"), ({ submittedAt }) => formatDateTime(submittedAt, locale)],
      [t("changed"), ({ changedAt }) => formatDateTime(changedAt, locale)],
      [t("claim"), ({ claim }) => claim?.name ?? ""],
    ],
  };
}
