import { useTranslations } from "next-intl";
import { RequestState } from "#platform/prisma/enums.ts";
import type { QueueFilter } from "#portal/queue/contract.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { SelectField } from "#ui/select-field.tsx";
import { TextField } from "#ui/text-field.tsx";

/** Chooses among the requests; the choice becomes the address of the page, so it can be kept and sent. */
export function QueueFilterForm({ filter }: { readonly filter: QueueFilter }) {
  const t = useTranslations("queue.filter");
  const states = useTranslations("states");
  return (
    <form method="get" className="mb-6 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <TextField
        id="who"
        name="who"
        label={t("who")}
        hint={t("whoHint")}
        defaultValue={filter.who}
        spellCheck={false}
        autoComplete="off"
      />
      <SelectField
        id="state"
        name="state"
        label={t("state")}
        any={t("any")}
        defaultValue={filter.state}
        options={Object.values(RequestState).map((value) => ({ value, text: states(`request.${value}.label`) }))}
      />
      <SelectField
        id="claim"
        name="claim"
        label={t("claim")}
        any={t("any")}
        defaultValue={filter.claim}
        options={(["mine", "free"] as const).map((value) => ({ value, text: t(value) }))}
      />
      <TextField id="from" name="from" type="date" label={t("from")} defaultValue={filter.from} />
      <TextField id="to" name="to" type="date" label={t("to")} defaultValue={filter.to} />
      <SelectField
        id="order"
        name="order"
        label={t("order")}
        any={t("oldest")}
        defaultValue={filter.order === "newest" ? "newest" : undefined}
        options={[{ value: "newest", text: t("newest") }]}
      />
      <div className="flex flex-wrap items-end gap-3 sm:col-span-full">
        <Button type="submit" variant="secondary">
          {t("apply")}
        </Button>
        {filterQuery(filter).size > 0 && (
          <ButtonLink variant="quiet" href="/operator/requests">
            {t("clear")}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
