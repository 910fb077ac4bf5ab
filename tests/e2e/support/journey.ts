import type { Language } from "./words.ts";

/** The steps that the journeys show, each by its own name. */
export type Step =
  | `sign-in: ${"store" | "key" | "sign"}`
  | `reissue: ${"details" | "storage" | "key" | "making" | "save" | "saved" | "sign" | "submitted"}`
  | "code"
  | `cancel: ${"effect" | "key" | "wrong key" | "sign" | "cancelled"}`
  | `decide: ${"list" | "request" | "reason" | "sign" | "done"}`
  | `track: ${"form" | "result"}`
  | `install: ${"found" | "file" | "password" | "making" | "confirm" | "saved" | "installed"}`;

/** How a journey is walked: in which language, and what is done at each of its steps before it goes on. */
export interface Manner {
  readonly language?: Language;
  readonly seen?: (step: Step) => Promise<void>;
}

/** A journey that is only walked. */
export const WALKED = { language: "en", seen: async () => undefined } as const satisfies Required<Manner>;
