"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import { ChosenRows } from "#app/[locale]/_lists/chosen-rows.tsx";
import { useChosen } from "#app/[locale]/_lists/use-chosen.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";

const NAME = "number";

/**
 * Lets rows of the list be chosen, and leads on with those that are: to another page of this visit, so that an open key
 * stays open. The rows bring their own checkboxes.
 */
export function ChooseSeveral({ children }: { readonly children: ReactNode }) {
  const t = useTranslations();
  const router = useRouter();
  const rows = useChosen(NAME);
  const [tries, setTries] = useState(0);
  const count = rows.chosen.length;
  const missing = t("approvals.choose.missing");
  // new at each try, so that it is said again
  const errors = useMemo(
    () => (tries > 0 && count === 0 ? [{ fieldId: "choose-all", text: missing }] : []),
    [tries, count, missing],
  );

  const submit = () => {
    setTries(count === 0 ? tries + 1 : 0);
    const chosen = rows.chosen.map((number) => [NAME, number]);
    if (count > 0) router.push(`/organisation/approvals/several?${new URLSearchParams(chosen)}`);
  };

  return (
    <ChosenRows
      rows={rows}
      onSubmit={submit}
      above={<ErrorSummary title={t("common.problem")} titlePrefix={t("common.errorPrefix")} errors={errors} />}
      chooseAll={t("approvals.choose.all", { count: rows.all })}
      error={errors[0]?.text}
      status={t("approvals.choose.chosen", { count })}
      actions={
        <>
          <Button type="submit">{t("approvals.choose.go")}</Button>
          {count > 0 && (
            <Button variant="quiet" onClick={() => rows.choose(false)}>
              {t("approvals.choose.clear")}
            </Button>
          )}
        </>
      }
    >
      {children}
    </ChosenRows>
  );
}
