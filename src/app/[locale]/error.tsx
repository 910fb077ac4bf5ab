"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/button.tsx";
import { DeadEnd } from "#ui/dead-end.tsx";

/** For a fault of ours. It says no more than that: the log knows the rest. */
export default function Failed({ reset }: { readonly reset: () => void }) {
  const t = useTranslations("shell.failed");
  const common = useTranslations("common");
  return (
    <>
      <title>{common("pageTitle", { title: t("title") })}</title>
      <DeadEnd title={t("title")} text={t("text")}>
        <Button onClick={reset}>{t("again")}</Button>
      </DeadEnd>
    </>
  );
}
