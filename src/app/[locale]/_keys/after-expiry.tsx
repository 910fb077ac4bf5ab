import { useTranslations } from "next-intl";
import { Link } from "#i18n/navigation.ts";

/** Online it goes no further with a key that has expired: who gets new ones where. */
export function AfterExpiry() {
  const t = useTranslations("keyPicker.wall.afterExpiry");
  return (
    <div className="max-w-prose space-y-2">
      <h3 className="font-semibold">{t("heading")}</h3>
      <ul className="list-disc space-y-2 ps-5">
        <li>{t("another")}</li>
        <li>
          {t("centre")}{" "}
          <Link href="/first-keys" className="link">
            {t("first")}
          </Link>
        </li>
        <li>{t("manager")}</li>
      </ul>
    </div>
  );
}
