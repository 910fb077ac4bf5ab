import type { RequestState } from "#portal/requests/contract.ts";
import type { TrackerStep } from "#ui/progress-tracker.tsx";

type StepText =
  | "submitted"
  | "waiting"
  | "confirmed"
  | "issuing"
  | "issued"
  | "toInstall"
  | "installed"
  | "refused"
  | "cancelled"
  | "expired"
  | "rejected";

interface Step {
  readonly text: StepText;
  readonly state: TrackerStep["state"];
}

const done = (...texts: readonly StepText[]): readonly Step[] => texts.map((text) => ({ text, state: "done" }));
const ahead = (...texts: readonly StepText[]): readonly Step[] => texts.map((text) => ({ text, state: "ahead" }));
const now = (text: StepText): Step => ({ text, state: "current" });
const stopped = (text: StepText): Step => ({ text, state: "stopped" });

/** The way of a request, as far as anybody may know it. */
export const TRACKER_STEPS: Readonly<Record<RequestState, readonly Step[]>> = {
  SUBMITTED: [...done("submitted"), now("waiting"), ...ahead("issued", "installed")],
  CONFIRMED: [...done("submitted", "confirmed"), now("issuing"), ...ahead("installed")],
  ISSUING: [...done("submitted", "confirmed"), now("issuing"), ...ahead("installed")],
  ISSUED: [...done("submitted", "confirmed", "issued"), now("toInstall")],
  INSTALLED: done("submitted", "confirmed", "issued", "installed"),
  REFUSED: [...done("submitted"), stopped("refused")],
  CANCELLED: [...done("submitted"), stopped("cancelled")],
  EXPIRED: [...done("submitted"), stopped("expired")],
  REJECTED: [...done("submitted", "confirmed"), stopped("rejected")],
};
