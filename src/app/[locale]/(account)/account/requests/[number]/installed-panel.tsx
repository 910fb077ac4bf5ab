import { useTranslations } from "next-intl";
import { ButtonLink } from "#ui/button-link.tsx";

/** Picture 13: the certificates are installed, and what becomes of the old keys. */
export function InstalledPanel() {
  const t = useTranslations("requests.installed");
  return (
    <section aria-labelledby="installed-title" className="mb-10 rounded-lg border border-seal bg-seal-soft p-5 sm:p-8">
      <h2 id="installed-title" className="text-xl">
        {t("heading")}
      </h2>
      <p className="mt-2 max-w-prose">{t("text")}</p>
      <h3 className="mt-6 text-lg">{t("next")}</h3>
      <ul className="mt-2 max-w-prose list-disc space-y-1 ps-6">
        <li>{t("backup")}</li>
        <li>
          {t("oldValid")} {t("oldRevoke")}
        </li>
        <li>{t("deleteWaiting")}</li>
      </ul>
      <div className="mt-6">
        <ButtonLink variant="secondary" href="/account/keys">
          {t("list")}
        </ButtonLink>
      </div>
    </section>
  );
}
