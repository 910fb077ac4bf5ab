import { useTranslations } from "next-intl";
import type { RequestState } from "#portal/requests/contract.ts";
import { ProgressTracker } from "#ui/progress-tracker.tsx";
import { trackerSteps } from "./tracker-steps.ts";

/** What is done and what remains. */
export function RequestProgress({
  state,
  needsManager,
}: {
  readonly state: RequestState;
  readonly needsManager: boolean;
}) {
  const t = useTranslations("requests.request");
  const words = useTranslations("common.tracker");
  return (
    <ProgressTracker
      label={t("tracker")}
      steps={trackerSteps(state, needsManager).map((step) => ({ title: t(`steps.${step.name}`), state: step.state }))}
      texts={{ done: words("done"), current: words("current"), ahead: words("ahead"), stopped: words("stopped") }}
    />
  );
}
