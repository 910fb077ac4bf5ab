import { useTranslations } from "next-intl";
import type { LogFilter } from "#portal/audit/search/contract.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { TextField } from "#ui/text-field.tsx";

/** Chooses among the events; the choice becomes the address of the page. */
export function LogFilterForm({ filter }: { readonly filter: LogFilter }) {
  const t = useTranslations("log.filter");
  const typed = { spellCheck: false, autoComplete: "off" } as const;
  return (
    <form method="get" className="mb-6 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <TextField
        id="action"
        name="action"
        label={t("action")}
        hint={t("actionHint")}
        defaultValue={filter.action}
        {...typed}
      />
      <TextField id="number" name="number" label={t("number")} defaultValue={filter.number} {...typed} />
      <TextField id="serial" name="serial" label={t("serial")} defaultValue={filter.serial} {...typed} />
      <TextField id="iin" name="iin" label={t("iin")} defaultValue={filter.iin} inputMode="numeric" {...typed} />
      <TextField id="from" name="from" type="date" label={t("from")} defaultValue={filter.from} />
      <TextField id="to" name="to" type="date" label={t("to")} defaultValue={filter.to} />
      <div className="flex flex-wrap items-end gap-3 sm:col-span-full">
        <Button type="submit" variant="secondary">
          {t("apply")}
        </Button>
        {filterQuery(filter).size > 0 && (
          <ButtonLink variant="quiet" href="/operator/log">
            {t("clear")}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
