import { useLocale, useTranslations } from "next-intl";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { formatDateTime } from "#i18n/dates.ts";
import type { Tracked } from "#portal/requests/contract.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { ProgressTracker } from "#ui/progress-tracker.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { TRACKER_STEPS } from "../tracker-steps.ts";
import { MarkHere } from "./mark-here.tsx";

interface TrackResultProps {
  readonly tracked: Tracked;
  /** Whoever is in the account is not told to sign in. */
  readonly signedIn: boolean;
}

/** The status in the guide's words, the way so far, and what can be done now. Nothing says whose request it is. */
export function TrackResult({ tracked: { number, state, changedAt, firstKeys }, signedIn }: TrackResultProps) {
  const t = useTranslations("track");
  const states = useTranslations(`states.request.${state}`);
  const mark = useTranslations("common.tracker");
  const locale = useLocale();
  const atCentre = firstKeys && (state === "SUBMITTED" || state === "REFUSED") ? state : null;
  return (
    <div className="space-y-8">
      <div className="rounded-lg border border-line bg-surface p-5 sm:p-8">
        <p className="font-semibold text-xl">{atCentre ? t(`centre.${atCentre}`) : states("title")}</p>
        <p className="mt-2 max-w-prose text-soft">{atCentre ? t(`centre.${atCentre}Text`) : states("meaning")}</p>
        {state === "ISSUED" && firstKeys && (
          <div className="mt-5 space-y-3">
            <p>{t("centre.install")}</p>
            <ButtonLink href={`/first-keys/${number}/install`}>{t("result.installNow")}</ButtonLink>
          </div>
        )}
        {state === "ISSUED" && !firstKeys && (
          <div className="mt-5 space-y-3">
            {!signedIn && <p>{t("result.install")}</p>}
            <ButtonLink href={`/account/requests/${number}/install`}>
              {signedIn ? t("result.installNow") : t("result.signIn")}
            </ButtonLink>
          </div>
        )}
      </div>
      <SummaryList
        rows={[
          { term: t("result.number"), value: <RequestNumberText number={formatRequestNumber(number)} /> },
          { term: t("result.changed"), value: <span className="figures">{formatDateTime(changedAt, locale)}</span> },
        ]}
      />
      {firstKeys && state === "SUBMITTED" && (
        <ClientMessages namespaces={["track"]}>
          <MarkHere number={number} />
        </ClientMessages>
      )}
      <section aria-labelledby="steps">
        <h2 id="steps" className="mb-4 text-xl">
          {t("result.steps")}
        </h2>
        <ProgressTracker
          label={t("result.steps")}
          texts={{ done: mark("done"), current: mark("current"), ahead: mark("ahead"), stopped: mark("stopped") }}
          steps={TRACKER_STEPS[state].map((step) => ({
            title: firstKeys && isOfCentre(step.text) ? t(`centre.${step.text}`) : t(`step.${step.text}`),
            state: step.state,
          }))}
        />
      </section>
    </div>
  );
}

/** The steps that the Registration Centre takes, where otherwise the senior manager does. */
function isOfCentre(text: string): text is "waiting" | "refused" {
  return text === "waiting" || text === "refused";
}
