import type { useTranslations } from "next-intl";
import type { KeyFilter } from "#portal/certificates/contract.ts";
import { filterQuery } from "#portal/wire/filter.ts";

interface Texts {
  readonly t: ReturnType<typeof useTranslations<"keyList">>;
  readonly states: ReturnType<typeof useTranslations<"states">>;
  /** A day as people write it. */
  day(iso: string): string;
}

/** The filters that are in force in words, each with the filter that is left without it. */
export function chosenFilters(filter: KeyFilter, { t, states, day }: Texts) {
  const { status, slot, storage, from, to, serial, who } = filter;
  const said: Readonly<Record<keyof KeyFilter, string | undefined>> = {
    status: status && (status === "EXPIRING" ? t("filter.EXPIRING") : states(`certificate.${status}`)),
    slot: slot && states(`slot.${slot}`),
    storage: storage && states(`storage.${storage}`),
    from: from && `${t("filter.from")}: ${day(from)}`,
    to: to && `${t("filter.to")}: ${day(to)}`,
    serial: serial && `${t("serialShort")}: ${serial.toUpperCase()}`,
    who: who && `${t("filter.who")}: ${who}`,
  };
  return Object.entries(said).flatMap(([name, text]) =>
    text === undefined ? [] : [{ text, without: filterQuery({ ...filter, [name]: undefined }) }],
  );
}
