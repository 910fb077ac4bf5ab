import type { MessageKind } from "#platform/prisma/enums.ts";
import { SECURITY_KINDS } from "#portal/messages/letters/compose-letter.ts";
import type { TakenMessage } from "./store.ts";

/** What a person can switch off, and the kinds that go with it. */
const SWITCH: Readonly<Record<"EXPIRY" | "REQUESTS" | "APPROVALS", readonly MessageKind[]>> = {
  EXPIRY: ["EXPIRY"],
  REQUESTS: ["REQUEST_SUBMITTED", "REQUEST_CONFIRMED", "REQUEST_REFUSED", "REQUEST_ENDED"],
  APPROVALS: ["REQUEST_WAITING", "WAITING_REMINDER", "WAITING_DIGEST"],
};

/** What is told only as long as somebody can still do something about it. */
const WHILE_IT_WAITS: readonly MessageKind[] = ["REQUEST_WAITING", "WAITING_REMINDER"];

/** All that a reason to send a message is judged by. */
export type Reasoned = Pick<
  TakenMessage,
  "kind" | "channel" | "expiresAt" | "isEnding" | "requestState" | "emailNotices" | "noticeKindsOff"
>;

/** Why there is no more reason to send this, as things stand now; null when there is one. */
export function whyDropped(message: Reasoned, now: Date): string | null {
  const { kind, expiresAt, isEnding, requestState } = message;
  if (expiresAt !== null && expiresAt <= now) return "TOO_LATE";
  if (isSwitchedOff(message)) return "SWITCHED_OFF";
  if (kind === "EXPIRY" && isEnding !== true) return "NOT_ENDING";
  if (WHILE_IT_WAITS.includes(kind) && requestState !== "SUBMITTED") return "DECIDED";
  return null;
}

function isSwitchedOff({ kind, channel, emailNotices, noticeKindsOff }: Reasoned): boolean {
  if (SECURITY_KINDS.includes(kind)) return false;
  if (channel === "EMAIL" && emailNotices === false) return true;
  return Object.entries(SWITCH).some(([name, kinds]) => kinds.includes(kind) && (noticeKindsOff ?? []).includes(name));
}
