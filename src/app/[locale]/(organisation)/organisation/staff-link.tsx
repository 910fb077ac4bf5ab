import { useTranslations } from "next-intl";
import { ButtonLink } from "#ui/button-link.tsx";

/** From where a senior manager works to the keys of their people. */
export function StaffLink() {
  const t = useTranslations("keyList.staff");
  return (
    <ButtonLink variant="secondary" href="/organisation/staff" className="mb-6">
      {t("link")}
    </ButtonLink>
  );
}
