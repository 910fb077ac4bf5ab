import type { ReactNode } from "react";
import type { Tone } from "./tone.ts";
import { ToneIcon } from "./tone-icon.tsx";

const LOOK: Record<Tone, string> = {
  neutral: "border-line bg-sunk",
  info: "border-accent bg-accent-soft",
  success: "border-seal bg-seal-soft",
  warning: "border-warning bg-warning-soft",
  danger: "border-danger bg-danger-soft",
};

interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  /** Spoken at once; only for what has just happened. */
  readonly live?: boolean;
  readonly children?: ReactNode;
}

/** Something to know before going on: an icon, words, and a colour that only repeats them. */
export function Notice({ tone = "info", title, live = false, children }: NoticeProps) {
  return (
    <div
      {...(live ? { role: tone === "danger" || tone === "warning" ? "alert" : "status" } : {})}
      className={`flex gap-3 rounded-md border border-s-4 px-4 py-3 ${LOOK[tone]}`}
    >
      <ToneIcon tone={tone} className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 max-w-prose space-y-2">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
