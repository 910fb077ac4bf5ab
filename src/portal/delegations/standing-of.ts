import type { DelegationRow } from "./store.ts";
import { termOf } from "./term.ts";

/** VOID: before its last day it has lost what it rested on, a key or a role. */
export type Standing = "FUTURE" | "IN_FORCE" | "OVER" | "WITHDRAWN" | "VOID";

/** Where a right to confirm stands at `now`, by the rules of the register's own function. */
export function standingOf(row: DelegationRow, now: Date): Standing {
  const { from, until } = termOf(row);
  if (row.withdrawnAt) return "WITHDRAWN";
  if (until <= now) return "OVER";
  if (!rests(row, now)) return "VOID";
  return from > now ? "FUTURE" : "IN_FORCE";
}

function rests({ document: { certificate }, delegate, organisationId }: DelegationRow, now: Date): boolean {
  const { holder: head, slot, revokedAt, notAfter } = certificate;
  const isHead = head.template === "FIRST_HEAD" && head.organisationId === organisationId && !head.blockedAt;
  const isEligible = delegate.template === "RIGHT_TO_SIGN" || delegate.template === "HR";
  return isHead && slot === "SIGN" && !revokedAt && notAfter >= now && isEligible && !delegate.blockedAt;
}
