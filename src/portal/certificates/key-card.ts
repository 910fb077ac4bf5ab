import type { RevocationReason, Slot, Storage, Template } from "#platform/prisma/enums.ts";
import { dayInAlmaty } from "#portal/notices/almaty-day.ts";
import { fullName } from "#portal/people/full-name.ts";
import type { listCertificates } from "./store.ts";

/** One DS key as the list of keys shows it. */
export interface KeyCard {
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly slot: Slot;
  readonly template: Template;
  readonly storage: Storage;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Days until the day on which it ends in Almaty, as letters count them; 0 on that day and afterwards. */
  readonly daysLeft: number;
  readonly status: "VALID" | "EXPIRED" | "ON_HOLD" | "REVOKED" | "NOT_YET_VALID";
  readonly revokedAt?: Date;
  readonly revocationReason?: RevocationReason;
  readonly requestNumber: string;
  readonly issuedAt: Date;
  /** The name of the senior manager, where one was needed. */
  readonly confirmedBy?: string;
  /** The capacity that it was issued to. */
  readonly holderId: string;
  readonly name: string;
  readonly organisation?: string;
  /** The last four digits: lists are looked at over shoulders, and printed. */
  readonly iinEnd: string;
}

type Row = Awaited<ReturnType<typeof listCertificates>>[number];

/** How a certificate of the register stands at `now`. */
export function keyCard(row: Row, now: Date): KeyCard {
  const { serial, slot, storage, notBefore, notAfter, issuedAt, holder, request } = row;
  const approver = request.decisions.at(0)?.approver.person;
  return {
    ...{ serial, slot, storage, notBefore, notAfter, issuedAt },
    template: holder.template,
    daysLeft: Math.max(0, dayInAlmaty(notAfter) - dayInAlmaty(now)),
    status: statusOf(row, now),
    revokedAt: row.revokedAt ?? undefined,
    revocationReason: row.revocationReason ?? undefined,
    requestNumber: request.number,
    confirmedBy: approver && fullName(approver),
    holderId: holder.id,
    name: fullName(holder.person),
    organisation: holder.organisation?.name,
    iinEnd: holder.person.iin.slice(-4),
  };
}

function statusOf({ revokedAt, revocationReason, notBefore, notAfter }: Row, now: Date): KeyCard["status"] {
  if (revokedAt) return revocationReason === "CERTIFICATE_HOLD" ? "ON_HOLD" : "REVOKED";
  if (notAfter < now) return "EXPIRED";
  return notBefore > now ? "NOT_YET_VALID" : "VALID";
}
