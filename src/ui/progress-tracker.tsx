import { Check, X } from "lucide-react";
import type { ReactNode } from "react";

export interface TrackerStep {
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly state: "done" | "current" | "ahead" | "stopped";
}

interface ProgressTrackerProps {
  readonly label: string;
  readonly steps: readonly TrackerStep[];
  /** Hidden words behind each title: "completed", "now", "not yet", "stopped here". */
  readonly texts: Readonly<Record<TrackerStep["state"], string>>;
}

const MARK: Record<TrackerStep["state"], string> = {
  done: "border-seal bg-seal text-paper",
  current: "border-accent bg-accent text-on-accent",
  ahead: "border-edge bg-surface text-soft",
  stopped: "border-danger bg-danger text-on-danger",
};

/** A fixed list of steps, most of them out of the person's hands: what is done, where it stands, what remains. */
export function ProgressTracker({ label, steps, texts }: ProgressTrackerProps) {
  return (
    <ol aria-label={label} className="relative">
      {steps.map((step, place) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps never change places
          key={place}
          aria-current={step.state === "current" ? "step" : undefined}
          className="group relative flex gap-4 pb-7 last:pb-0"
        >
          <span
            aria-hidden
            className={`absolute start-[0.9375rem] top-8 bottom-0 w-0.5 group-last:hidden ${step.state === "done" ? "bg-seal" : "bg-line"}`}
          />
          <span
            aria-hidden
            className={`figures relative grid size-8 shrink-0 place-items-center rounded-full border-2 text-sm font-semibold ${MARK[step.state]}`}
          >
            {step.state === "done" ? (
              <Check className="size-4" />
            ) : step.state === "stopped" ? (
              <X className="size-4" />
            ) : (
              place + 1
            )}
          </span>
          <div className="min-w-0 pt-0.5">
            <p className={step.state === "ahead" ? "text-soft" : "font-semibold"}>
              {step.title}
              <span className="sr-only"> ({texts[step.state]})</span>
            </p>
            {step.text && <div className="text-sm text-soft">{step.text}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
