import { useTranslations } from "next-intl";
import { Stop } from "#app/[locale]/(account)/account/_parts/stop.tsx";

/** For whoever decides on no requests: whose page this is, and where their own requests are. */
export function ManagersOnly() {
  const t = useTranslations("approvals.refusedPage");
  return (
    <Stop title={t("heading")} href="/account" action={t("action")}>
      {t("text")}
    </Stop>
  );
}
