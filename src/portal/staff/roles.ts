import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { PortalError } from "#portal/error.ts";

/** What each of the authority's own staff may do: the one table that says so. */
export const MAY = {
  seeRequests: ["OPERATOR", "SENIOR_OPERATOR"],
  claim: ["OPERATOR", "SENIOR_OPERATOR"],
  releaseOthers: ["SENIOR_OPERATOR"],
  seeCertificates: ["OPERATOR", "SENIOR_OPERATOR"],
  confirmFirstKeys: ["OPERATOR", "SENIOR_OPERATOR"],
  orderRevocation: ["OPERATOR", "SENIOR_OPERATOR"],
  approveOrder: ["SENIOR_OPERATOR"],
  seeMessages: ["OPERATOR", "SENIOR_OPERATOR"],
  retryMessage: ["OPERATOR", "SENIOR_OPERATOR"],
  seeRegisters: ["OPERATOR", "SENIOR_OPERATOR"],
  readLog: ["AUDITOR"],
} as const satisfies Readonly<Record<string, readonly Template[]>>;

export type StaffAct = keyof typeof MAY;

type Someone = Pick<Actor, "template">;

const STAFF: readonly Template[] = ["OPERATOR", "SENIOR_OPERATOR", "AUDITOR", "ADMINISTRATOR"];

/** Whether somebody is of the authority's own staff, in whatever role. */
export function isAuthorityStaff({ template }: Someone): boolean {
  return STAFF.includes(template);
}

export function may({ template }: Someone, act: StaffAct): boolean {
  const roles: readonly Template[] = MAY[act];
  return roles.includes(template);
}

const isAct = (name: string): name is StaffAct => Object.hasOwn(MAY, name);

/** What somebody may do as one of the authority's staff, in the order of the table. */
export function rightsOf(someone: Someone): readonly StaffAct[] {
  return Object.keys(MAY)
    .filter(isAct)
    .filter((act) => may(someone, act));
}

/** @throws {PortalError} FORBIDDEN for whoever has none of these roles */
export function requireRole({ template }: Someone, ...roles: readonly Template[]): void {
  if (!roles.includes(template)) throw new PortalError("FORBIDDEN");
}

/** @throws {PortalError} FORBIDDEN for whoever may not */
export function requireMay(actor: Someone, act: StaffAct): void {
  requireRole(actor, ...MAY[act]);
}
