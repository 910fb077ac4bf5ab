import { buffer } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { chosenFilters } from "#app/[locale]/(account)/account/_keylist/chosen.ts";
import type { KeyFilter } from "#portal/certificates/contract.ts";
import { listKeys } from "#portal/certificates/list.ts";
import { fullName } from "#portal/people/full-name.ts";
import { openSheet } from "./pdf-sheet.ts";
import { paperColumns, type ReportOrder } from "./report-names.ts";

/** More than anybody reads on paper, and a second of work: the rest is in the CSV file. */
const MOST_ROWS = 1000;
const ROWS_AT_ONCE = 50;

/**
 * The list as a document to be kept or handed in: what it is, who made it and when, with which filters, and page x of y.
 *
 * @throws {PortalError} FORBIDDEN
 */
export async function pdfReport({
  context,
  actor,
  scope,
  filter,
  names,
}: ReportOrder): Promise<Uint8Array<ArrayBuffer>> {
  const { t, moment } = names;
  const columns = paperColumns(scope, names);
  const { keys, older } = await listKeys(context, actor, { scope, filter, cursor: {}, take: MOST_ROWS });
  const name = fullName(actor);
  const title =
    scope === "own" ? t("report.own", { name }) : t("report.staff", { organisation: actor.organisation ?? "" });
  const made = context.clock.now();
  const sheet = openSheet({
    title,
    made,
    lines: [
      t("report.made", { at: moment(made), name }),
      filtersLine(filter, names),
      older === undefined ? t("count", { count: keys.length }) : t("report.cut", { count: keys.length }),
    ],
    headers: columns.map(([header]) => header),
  });
  for (let at = 0; at < keys.length; at += ROWS_AT_ONCE) {
    for (const key of keys.slice(at, at + ROWS_AT_ONCE)) sheet.row(columns.map(([, cell]) => cell(key)));
    // others are waiting for this process too
    await setImmediate();
  }
  const document = sheet.close((page, total) => t("report.page", { page, total }));
  return Uint8Array.from(await buffer(document));
}

function filtersLine(filter: KeyFilter, { t, states, day }: ReportOrder["names"]): string {
  const chosen = chosenFilters(filter, { t, states, day: (iso) => day(`${iso}T12:00:00+05:00`) });
  return chosen.length === 0
    ? t("report.noFilters")
    : t("report.filters", { filters: chosen.map(({ text }) => text).join("; ") });
}
