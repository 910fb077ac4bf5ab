import { createTranslator } from "next-intl";
import { formatDate, formatDateTime } from "#i18n/dates.ts";
import { messages } from "#i18n/messages.ts";
import type { Locale } from "#i18n/routing.ts";
import type { Actor } from "#portal/actor.ts";
import type { KeyFilter, KeyScope } from "#portal/certificates/contract.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import type { Context } from "#portal/context.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";

/** What somebody wants a report on, and the words to write it in. */
export interface ReportOrder {
  readonly context: Context;
  readonly actor: Actor;
  readonly scope: KeyScope;
  readonly filter: KeyFilter;
  readonly names: ReportNames;
}

export type ReportNames = ReturnType<typeof reportNames>;

/** The texts of the lists in one language, outside a page. */
export function reportNames(locale: Locale) {
  const common = { locale, messages: messages[locale] };
  return {
    t: createTranslator({ ...common, namespace: "keyList" }),
    keys: createTranslator({ ...common, namespace: "keys" }),
    states: createTranslator({ ...common, namespace: "states" }),
    day: (at: Date | string) => formatDate(at, locale),
    moment: (at: Date) => formatDateTime(at, locale),
  };
}

/** The cells of one key by their columns, in the order of the report. */
export function reportColumns(scope: KeyScope, { t, keys, states, day, moment }: ReportNames) {
  const columns: readonly (readonly [header: string, cell: (key: KeyCard) => string])[] = [
    [t("person"), ({ name }) => name],
    [t("iinEndColumn"), ({ iinEnd }) => `…${iinEnd}`],
    [
      t("capacity"),
      ({ template, organisation }) => [states(`template.${template}`), organisation].filter(Boolean).join(", "),
    ],
    [t("filter.slot"), ({ slot }) => states(`slot.${slot}`)],
    [keys("storage"), ({ storage }) => states(`storage.${storage}`)],
    [keys("serial"), ({ serial }) => inGroups(serial)],
    [keys("validFrom"), ({ notBefore }) => day(notBefore)],
    [keys("validUntil"), ({ notAfter }) => day(notAfter)],
    [t("daysLeftColumn"), ({ status, daysLeft }) => (status === "VALID" ? String(daysLeft) : "")],
    [t("status"), ({ status }) => states(`certificate.${status}`)],
    [t("reasonColumn"), ({ revocationReason }) => (revocationReason ? t(`reason.${revocationReason}`) : "")],
    [t("revokedAtColumn"), ({ revokedAt }) => (revokedAt ? moment(revokedAt) : "")],
    [t("issued"), ({ issuedAt }) => moment(issuedAt)],
    [keys("request"), ({ requestNumber }) => formatRequestNumber(requestNumber)],
    [keys("confirmedBy"), ({ confirmedBy }) => confirmedBy ?? keys("notNeeded")],
  ];
  // a person knows who they are
  return scope === "own" ? columns.slice(2) : columns;
}

/** The same on paper, which has room for few columns: what belongs together stands in one, line by line. */
export function paperColumns(scope: KeyScope, names: ReportNames) {
  const { t, keys } = names;
  const cells = new Map(reportColumns("staff", names));
  const lines = (key: KeyCard, headers: readonly string[]) =>
    headers.flatMap((header) => cells.get(header)?.(key) || []).join("\n");
  const columns: readonly (readonly [header: string, cell: (key: KeyCard) => string])[] = [
    [t("person"), (key) => lines(key, [t("person"), t("iinEndColumn"), t("capacity")])],
    [t("key"), (key) => lines(key, [t("filter.slot"), keys("storage"), ...(scope === "own" ? [t("capacity")] : [])])],
    [keys("serial"), (key) => lines(key, [keys("serial")])],
    [t("term"), (key) => [lines(key, [keys("validFrom"), keys("validUntil")]), daysLeft(key, names)].join("\n")],
    [t("status"), (key) => lines(key, [t("status"), t("reasonColumn"), t("revokedAtColumn")])],
    [t("issued"), (key) => lines(key, [t("issued"), keys("request"), keys("confirmedBy")])],
  ];
  return scope === "own" ? columns.slice(1) : columns;
}

const daysLeft = ({ status, daysLeft }: KeyCard, { t }: ReportNames) =>
  status === "VALID" ? t("daysLeft", { days: daysLeft }) : "";

/** In fours, as the pages show it; a spreadsheet would take the bare digits for a number. */
export const inGroups = (serial: string) =>
  serial
    .toUpperCase()
    .match(/.{1,4}/g)
    ?.join(" ") ?? serial;
