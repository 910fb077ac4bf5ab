import { useTranslations } from "next-intl";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";

interface InstalledPanelProps {
  readonly number: string;
  /** What becomes of the old keys here. */
  readonly policy: "ask" | "always" | "never";
  /** The serials of those of them that are still in force. */
  readonly old: readonly string[];
}

/** Picture 13: the certificates are installed, and what becomes of the old keys. */
export function InstalledPanel({ number, policy, old }: InstalledPanelProps) {
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
        {policy === "always" && <li>{t("oldGone")}</li>}
        {policy === "never" && old.length > 0 && (
          <li>
            {t("oldValid")} {t("oldRevoke")}
          </li>
        )}
        <li>{t("deleteWaiting")}</li>
      </ul>
      {policy === "ask" && old.length > 0 && (
        <section aria-labelledby="old-keys" className="mt-6">
          <h2 id="old-keys" className="text-lg">
            {t("ask.heading")}
          </h2>
          <p className="mt-2 mb-4 max-w-prose">{t("ask.text")}</p>
          <ButtonLink href={{ pathname: "/account/keys/revoke", query: { serial: [...old], reason: "SUPERSEDED" } }}>
            {t("ask.action")}
          </ButtonLink>
        </section>
      )}
      <div className="mt-6 flex flex-wrap gap-3">
        {policy === "always" ? (
          <ButtonLink href="/sign-in">{t("signIn")}</ButtonLink>
        ) : (
          <>
            <ButtonLink variant="secondary" href="/account/keys">
              {t("list")}
            </ButtonLink>
            <ButtonLink variant="secondary" href={`/account/requests/${number}/receipt`}>
              {words("request.receipt")}
            </ButtonLink>
          </>
        )}
      </div>
    </div>
  );
}
