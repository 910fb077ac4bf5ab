import { useTranslations } from "next-intl";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";

/** Picture 17: the number to memorize, the receipt, and what happens next. */
export function SubmittedPanel({ number, needsManager }: { readonly number: string; readonly needsManager: boolean }) {
  const t = useTranslations("requests");
  const shown = formatRequestNumber(number);
  return (
    <div className="mb-10 rounded-lg border border-seal bg-seal-soft p-5 sm:p-8">
      <p className="text-soft">{t("submitted.remember")}</p>
      <p className="text-2xl sm:text-3xl">
        <RequestNumberText number={shown} />
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        <CopyButton
          value={shown}
          label={t("request.copyNumber")}
          copied={t("request.copied")}
          failed={t("request.copyFailed")}
        />
        <ButtonLink variant="secondary" href={`/account/requests/${number}/receipt`}>
          {t("request.receipt")}
        </ButtonLink>
      </div>
      <h2 className="mt-6 text-lg">{t("submitted.next")}</h2>
      <ol className="mt-2 list-decimal space-y-1 ps-6">
        <li>{t(needsManager ? "submitted.managerConfirms" : "submitted.issuedAtOnce")}</li>
        <li>{t("submitted.thenInstall")}</li>
        <li>{t("submitted.keepFile")}</li>
      </ol>
    </div>
  );
}
