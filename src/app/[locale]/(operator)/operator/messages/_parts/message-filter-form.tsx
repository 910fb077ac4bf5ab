import { useTranslations } from "next-intl";
import { MessageChannel, MessageKind, MessageState } from "#platform/prisma/enums.ts";
import type { MessageFilter } from "#portal/messages/contract.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { SelectField } from "#ui/select-field.tsx";
import { TextField } from "#ui/text-field.tsx";

/** Chooses among the messages; the choice becomes the address of the page, so it can be kept and sent. */
export function MessageFilterForm({ filter }: { readonly filter: MessageFilter }) {
  const t = useTranslations("outbox");
  const any = t("filter.any");
  const states = Object.values(MessageState).map((value) => ({ value, text: t(`state.${value}`) }));
  const channels = Object.values(MessageChannel).map((value) => ({ value, text: t(`channel.${value}`) }));
  const kinds = Object.values(MessageKind).map((value) => ({ value, text: t(`kind.${value}`) }));
  return (
    <form method="get" className="mb-6 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <SelectField
        id="state"
        name="state"
        label={t("filter.state")}
        any={any}
        defaultValue={filter.state}
        options={[{ value: "GIVEN_UP", text: t("filter.GIVEN_UP") }, ...states]}
      />
      <SelectField
        id="channel"
        name="channel"
        label={t("filter.channel")}
        any={any}
        defaultValue={filter.channel}
        options={channels}
      />
      <SelectField
        id="kind"
        name="kind"
        label={t("filter.kind")}
        any={any}
        defaultValue={filter.kind}
        options={kinds}
      />
      <TextField id="from" name="from" type="date" label={t("filter.from")} defaultValue={filter.from} />
      <TextField id="to" name="to" type="date" label={t("filter.to")} defaultValue={filter.to} />
      <div className="flex flex-wrap items-end gap-3 sm:col-span-full">
        <Button type="submit" variant="secondary">
          {t("filter.apply")}
        </Button>
        {filterQuery(filter).size > 0 && (
          <ButtonLink variant="quiet" href="/operator/messages">
            {t("filter.clear")}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
