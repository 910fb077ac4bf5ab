import type { WaitingCount } from "#portal/approvals/waiting-for.ts";
import { SPOKEN_OF_DAYS } from "#portal/profile/ending-keys.ts";
import type { AccountHome } from "#portal/profile/home.ts";

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
  return { what: lasting.daysLeft <= SPOKEN_OF_DAYS ? "renew" : "nothing", notAfter: lasting.notAfter };
}
