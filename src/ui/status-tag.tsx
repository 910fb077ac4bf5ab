import type { ReactNode } from "react";
import type { Tone } from "./tone.ts";
import { ToneIcon } from "./tone-icon.tsx";

const LOOK: Record<Tone, string> = {
  neutral: "border-line bg-sunk text-ink",
  info: "border-accent bg-accent-soft text-accent",
  success: "border-seal bg-seal-soft text-seal",
  warning: "border-warning bg-warning-soft text-warning",
  danger: "border-danger bg-danger-soft text-danger",
};

/** A state in one or two words. */
export function StatusTag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-sm border px-2 py-0.5 text-sm font-semibold leading-snug ${LOOK[tone]}`}
    >
      <ToneIcon tone={tone} className="size-4 shrink-0" />
      {children}
    </span>
  );
}
