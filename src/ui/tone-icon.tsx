import { CircleAlert, CircleCheck, CircleDot, Info, TriangleAlert } from "lucide-react";
import type { Tone } from "./tone.ts";

const ICON = {
  neutral: CircleDot,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
} as const satisfies Record<Tone, unknown>;

const COLOUR: Record<Tone, string> = {
  neutral: "text-soft",
  info: "text-accent",
  success: "text-seal",
  warning: "text-warning",
  danger: "text-danger",
};

/** The sign that goes with a tone; the words beside it carry the meaning. */
export function ToneIcon({ tone, className = "" }: { readonly tone: Tone; readonly className?: string }) {
  const Icon = ICON[tone];
  return <Icon aria-hidden className={`${COLOUR[tone]} ${className}`} />;
}
