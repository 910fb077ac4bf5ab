import type { Actor } from "#portal/actor.ts";
import type { AuditAction } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { listDeeds } from "./store.ts";

const DEEDS_PER_PAGE = 20;

/** What a person is told that they did; asking for codes and what the authority does belongs to other pages. */
const DEEDS = [
  "signed-in",
  "signed-out",
  "sessions-ended",
  "settings-changed",
  "email-change-asked",
  "email-changed",
  "code-redeemed",
  "code-refused",
  "request-submitted",
  "confirmation-given",
  "request-confirmed",
  "request-refused",
  "request-cancelled",
  "request-installed",
  "revocation-ordered",
  "release-ordered",
] as const satisfies readonly AuditAction[];

export interface Deed {
  readonly at: Date;
  readonly action: (typeof DEEDS)[number];
  /** Where it was signed in from, as two words of ours. */
  readonly browser?: string;
  readonly os?: string;
}

export interface Activity {
  /** Newest first. */
  readonly deeds: readonly Deed[];
  /** Where the next page begins, if there is one. */
  readonly older?: string;
}

/** What was last done in a person's name, in all their capacities. @param before `older` of the page before */
export async function listActivity({ db }: Context, { personId }: Actor, before?: string): Promise<Activity> {
  const from = before !== undefined && /^\d{1,18}$/.test(before) ? BigInt(before) : null;
  // one more than asked for tells whether there is another page
  const found = await listDeeds(db, { personId, actions: DEEDS, before: from, take: DEEDS_PER_PAGE + 1 });
  const rows = found.slice(0, DEEDS_PER_PAGE);
  return {
    deeds: rows.flatMap(({ at, action, facts }) => {
      const known = DEEDS.find((one) => one === action);
      return known ? [{ at, action: known, browser: fact(facts, "browser"), os: fact(facts, "os") }] : [];
    }),
    older: found.length > DEEDS_PER_PAGE ? rows.at(-1)?.seq.toString() : undefined,
  };
}

function fact(facts: unknown, name: string): string | undefined {
  const value = Object.entries(facts ?? {}).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}
