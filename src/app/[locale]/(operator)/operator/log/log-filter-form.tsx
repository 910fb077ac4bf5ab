import { useTranslations } from "next-intl";
import type { LogFilter } from "#portal/audit/search/contract.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { SelectField } from "#ui/select-field.tsx";
import { TextField } from "#ui/text-field.tsx";
import { logActions } from "./log-actions.ts";

/** Chooses among the events; the choice becomes the address of the page. */
export function LogFilterForm({ filter }: { readonly filter: LogFilter }) {
  const t = useTranslations("log");
  const typed = { spellCheck: false, autoComplete: "off" } as const;
  return (
    <form method="get" className="mb-6 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <SelectField
        id="action"
        name="action"
        label={t("filter.action")}
        any={t("filter.any")}
        defaultValue={filter.action}
        options={logActions().map((value) => ({ value, text: t(`action.${value}`) }))}
      />
      <TextField id="number" name="number" label={t("filter.number")} defaultValue={filter.number} {...typed} />
      <TextField id="serial" name="serial" label={t("filter.serial")} defaultValue={filter.serial} {...typed} />
      <TextField id="iin" name="iin" label={t("filter.iin")} defaultValue={filter.iin} inputMode="numeric" {...typed} />
      <TextField id="from" name="from" type="date" label={t("filter.from")} defaultValue={filter.from} />
      <TextField id="to" name="to" type="date" label={t("filter.to")} defaultValue={filter.to} />
      <div className="flex flex-wrap items-end gap-3 sm:col-span-full">
        <Button type="submit" variant="secondary">
          {t("filter.apply")}
        </Button>
        {filterQuery(filter).size > 0 && (
          <ButtonLink variant="quiet" href="/operator/log">
            {t("filter.clear")}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
