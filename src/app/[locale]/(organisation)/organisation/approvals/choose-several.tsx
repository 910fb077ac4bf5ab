"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useRouter } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import { ErrorSummary, type SummaryError } from "#ui/error-summary.tsx";

const NAME = "number";
const NONE: readonly SummaryError[] = [];

/**
 * Lets rows of the list be chosen, and leads on with those that are: to another page of this visit, so that an open key
 * stays open. The rows bring their own checkboxes; Escape lets all of them go.
 */
export function ChooseSeveral({ children }: { readonly children: ReactNode }) {
  const t = useTranslations();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [count, setCount] = useState({ chosen: 0, all: 0 });
  const [errors, setErrors] = useState(NONE);

  const boxes = () => [...(form.current?.querySelectorAll<HTMLInputElement>(`input[name="${NAME}"]`) ?? [])];
  const recount = () => {
    const chosen = boxes().filter(({ checked }) => checked).length;
    setCount({ chosen, all: boxes().length });
    if (chosen > 0) setErrors(NONE);
  };
  const choose = (all: boolean) => {
    for (const box of boxes()) box.checked = all;
    recount();
  };
  // Back brings the ticks back
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the rows have come
  useEffect(recount, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const chosen = boxes().flatMap(({ checked, value }) => (checked ? [[NAME, value]] : []));
    setErrors(chosen.length === 0 ? [{ fieldId: "choose-all", text: t("approvals.choose.missing") }] : NONE);
    if (chosen.length > 0) router.push(`/organisation/approvals/several?${new URLSearchParams(chosen)}`);
  };

  return (
    <form
      ref={form}
      onSubmit={submit}
      onChange={recount}
      onKeyDown={({ key }) => key === "Escape" && choose(false)}
      className="space-y-2"
    >
      <ErrorSummary title={t("common.problem")} titlePrefix={t("common.errorPrefix")} errors={errors} />
      <Checkbox
        id="choose-all"
        label={t("approvals.choose.all", { count: count.all })}
        error={errors[0]?.text}
        checked={count.all > 0 && count.chosen === count.all}
        onChange={({ target }) => choose(target.checked)}
      />
      {children}
      <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 border-edge border-t bg-paper py-3">
        <p role="status" className="figures font-semibold">
          {t("approvals.choose.chosen", { count: count.chosen })}
        </p>
        <Button type="submit">{t("approvals.choose.go")}</Button>
        {count.chosen > 0 && (
          <Button variant="quiet" onClick={() => choose(false)}>
            {t("approvals.choose.clear")}
          </Button>
        )}
      </div>
    </form>
  );
}
