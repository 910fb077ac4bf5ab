import { useTranslations } from "next-intl";
import { Link } from "#i18n/navigation.ts";
import { Notice } from "#ui/notice.tsx";

/** For a first head without whom nothing is confirmed: said before it hurts. */
export function AloneNotice({ link }: { readonly link?: string }) {
  const t = useTranslations("delegation.alone");
  return (
    <Notice tone="warning" title={t("title")}>
      <p>{t("text")}</p>
      {link !== undefined && (
        <Link href={link} className="link inline-flex min-h-11 items-center">
          {t("action")}
        </Link>
      )}
    </Notice>
  );
}
