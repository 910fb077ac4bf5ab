"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/button.tsx";

/** One step back in a journey, the same as the browser's own Back. */
export function BackButton() {
  const t = useTranslations("account");
  return (
    <Button variant="quiet" onClick={() => window.history.back()}>
      {t("back")}
    </Button>
  );
}
