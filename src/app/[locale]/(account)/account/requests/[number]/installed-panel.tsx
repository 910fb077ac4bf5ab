import { useTranslations } from "next-intl";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";

/** Picture 13: the certificates are installed, and what becomes of the old keys. */
export function InstalledPanel({ number }: { readonly number: string }) {
  const t = useTranslations("requests.installed");
  const words = useTranslations("requests");
  return (
    <div className="mb-10 rounded-lg border border-seal bg-seal-soft p-5 sm:p-8">
      <p className="text-soft">
        {words("number")}: <RequestNumberText number={formatRequestNumber(number)} />
      </p>
      <p className="mt-2 max-w-prose">{t("text")}</p>
      <h2 className="mt-6 text-lg">{t("next")}</h2>
      <ul className="mt-2 max-w-prose list-disc space-y-1 ps-6">
        <li>{t("backup")}</li>
        <li>
          {t("oldValid")} {t("oldRevoke")}
        </li>
        <li>{t("deleteWaiting")}</li>
      </ul>
      <div className="mt-6 flex flex-wrap gap-3">
        <ButtonLink variant="secondary" href="/account/keys">
          {t("list")}
        </ButtonLink>
        <ButtonLink variant="secondary" href={`/account/requests/${number}/receipt`}>
          {words("request.receipt")}
        </ButtonLink>
      </div>
    </div>
  );
}
