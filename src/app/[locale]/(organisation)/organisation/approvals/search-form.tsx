import Form from "next/form";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "#ui/button.tsx";
import { TextField } from "#ui/text-field.tsx";

/** Finds requests by number, name or IIN. It leads to another page of this visit, so that an open key stays open. */
export function SearchForm({ who }: { readonly who: string | undefined }) {
  const t = useTranslations("approvals.search");
  const locale = useLocale();
  return (
    <Form
      key={who}
      action={`/${locale}/organisation/approvals`}
      role="search"
      className="mb-6 flex max-w-journey flex-wrap items-end gap-4"
    >
      <input type="hidden" name="tab" value="search" />
      <div className="min-w-0 flex-1 basis-64">
        <TextField id="who" name="who" label={t("who")} hint={t("hint")} defaultValue={who} autoComplete="off" />
      </div>
      <Button type="submit">{t("action")}</Button>
    </Form>
  );
}
