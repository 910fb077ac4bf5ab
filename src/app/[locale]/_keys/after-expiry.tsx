import { useTranslations } from "next-intl";

/** Online it goes no further with a key that has expired: who gets new ones where. */
export function AfterExpiry() {
  const t = useTranslations("keyPicker.wall.afterExpiry");
  return (
    <div className="max-w-prose space-y-2">
      <h3 className="font-semibold">{t("heading")}</h3>
      <ul className="list-disc space-y-2 ps-5">
        <li>{t("another")}</li>
        <li>{t("centre")}</li>
        <li>{t("manager")}</li>
      </ul>
    </div>
  );
}
