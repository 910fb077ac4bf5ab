import { useTranslations } from "next-intl";
import { type KeyFilter, type KeyScope, KeyStatus } from "#portal/certificates/contract.ts";
import { Storage } from "#portal/requests/contract.ts";
import { Button } from "#ui/button.tsx";
import { SelectField } from "#ui/select-field.tsx";
import { TextField } from "#ui/text-field.tsx";

interface FilterFormProps {
  readonly scope: KeyScope;
  readonly filter: KeyFilter;
}

const SLOTS = ["AUTH", "SIGN"] as const;

/** Chooses among many keys; the choice becomes the address of the page, so it can be kept and sent. */
export function FilterForm({ scope, filter }: FilterFormProps) {
  const t = useTranslations("keyList");
  const states = useTranslations("states");
  const any = t("filter.any");
  return (
    <form method="get" className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {scope === "staff" && (
        <TextField id="who" name="who" label={t("filter.who")} hint={t("filter.whoHint")} defaultValue={filter.who} />
      )}
      <SelectField
        id="status"
        name="status"
        label={t("filter.status")}
        any={any}
        defaultValue={filter.status}
        options={KeyStatus.options.map((value) => ({
          value,
          text: value === "EXPIRING" ? t("filter.EXPIRING") : states(`certificate.${value}`),
        }))}
      />
      <SelectField
        id="slot"
        name="slot"
        label={t("filter.slot")}
        any={any}
        defaultValue={filter.slot}
        options={SLOTS.map((value) => ({ value, text: states(`slot.${value}`) }))}
      />
      <SelectField
        id="storage"
        name="storage"
        label={t("filter.storage")}
        any={any}
        defaultValue={filter.storage}
        options={Storage.options.map((value) => ({ value, text: states(`storage.${value}`) }))}
      />
      <TextField id="from" name="from" type="date" label={t("filter.from")} defaultValue={filter.from} />
      <TextField id="to" name="to" type="date" label={t("filter.to")} defaultValue={filter.to} />
      <TextField
        id="serial"
        name="serial"
        label={t("filter.serial")}
        defaultValue={filter.serial}
        spellCheck={false}
        autoComplete="off"
        className="font-mono"
      />
      <div className="flex items-end sm:col-span-full">
        <Button type="submit" variant="secondary">
          {t("filter.apply")}
        </Button>
      </div>
    </form>
  );
}
