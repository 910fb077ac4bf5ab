import { useTranslations } from "next-intl";
import { Link } from "#i18n/navigation.ts";
import { Notice } from "#ui/notice.tsx";

/** "This wasn't me": what to do, in order. Whoever holds the key can come back until it is revoked. */
export function NotMe() {
  const t = useTranslations("security.notMe");
  return (
    <Notice tone="warning" title={t("title")}>
      <p>{t("text")}</p>
      <ol className="list-decimal space-y-1 ps-5">
        <li>
          <Link href="/account/keys/revoke" className="link inline-flex min-h-6 items-center">
            {t("revoke")}
          </Link>
        </li>
        <li>
          <a href="#sessions-title" className="link inline-flex min-h-6 items-center">
            {t("end")}
          </a>
        </li>
        <li>
          <Link href="/help/lost" className="link inline-flex min-h-6 items-center">
            {t("help")}
          </Link>
        </li>
      </ol>
    </Notice>
  );
}
