import { useTranslations } from "next-intl";
import { Stop } from "#app/[locale]/(account)/account/_parts/stop.tsx";

/** For whoever has no right to a page of the authority's staff: whose it is, and where their own keys are. */
export function StaffOnly() {
  const t = useTranslations("operator.refusedPage");
  return (
    <Stop title={t("heading")} href="/account/start" action={t("action")}>
      {t("text")}
    </Stop>
  );
}
