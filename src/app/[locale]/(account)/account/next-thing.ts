import type { WaitingCount } from "#portal/approvals/waiting-for.ts";
import type { AccountHome } from "#portal/profile/home.ts";

/** A key is spoken of this many days before it ends, as the first of the notices of expiry. */
const RENEW_DAYS_BEFORE = 30;

export type NextThing =
  | { readonly what: "install" | "issuing"; readonly number: string }
  | { readonly what: "wait"; readonly number: string; readonly expiresAt: Date }
  | ({ readonly what: "approve" } & WaitingCount)
  | { readonly what: "renew" | "nothing"; readonly notAfter: Date }
  | { readonly what: "noKeys" };

/** What the person should do first of all that the account knows of; what others wait for goes before what can wait. */
export function nextThing({ keys, openRequests, waitingForMe }: AccountHome): NextThing {
  const issued = openRequests.find(({ state }) => state === "ISSUED");
  if (issued) return { what: "install", number: issued.number };
  if (waitingForMe.count > 0) return { what: "approve", ...waitingForMe };

  const open = openRequests[0];
  if (open?.state === "SUBMITTED") return { what: "wait", number: open.number, expiresAt: open.expiresAt };
  if (open) return { what: "issuing", number: open.number };

  const lasting = keys.toSorted((one, other) => other.daysLeft - one.daysLeft)[0];
  if (!lasting) return { what: "noKeys" };
  return { what: lasting.daysLeft <= RENEW_DAYS_BEFORE ? "renew" : "nothing", notAfter: lasting.notAfter };
}
