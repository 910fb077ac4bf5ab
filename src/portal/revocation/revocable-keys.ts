import type { Slot, Storage, Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { listRevocable } from "./page-store.ts";
import { relationTo } from "./relation-to.ts";

/** A key that can still be revoked, as the page that asks which shows it. */
export interface RevocableKey {
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly slot: Slot;
  readonly iin: string;
  readonly name: string;
  readonly template: Template;
  readonly organisation?: string;
  readonly storage: Storage;
  readonly notAfter: Date;
  readonly onHold: boolean;
  readonly relation: "OWN" | "STAFF";
  /** Whether it is of the very capacity that is signed in. */
  readonly here: boolean;
  readonly opensThisSession: boolean;
}

export interface RevocableKeys {
  readonly keys: readonly RevocableKey[];
  /** Of what was asked for, what can be revoked. */
  readonly chosen: readonly string[];
}

/**
 * The person's own keys that are in force or on hold, in all capacities, and those that were asked for by their serials.
 *
 * What was asked for and has ended or is revoked is left out.
 *
 * @throws {PortalError} NOT_FOUND for a serial that is not the person's to revoke, as for one that is none
 */
export async function revocableKeys(
  { db, clock }: Context,
  actor: Actor,
  serials: readonly string[],
): Promise<RevocableKeys> {
  const rows = await listRevocable(db, actor.personId, serials);
  const isTheirs = (serial: string) => rows.some((row) => row.serial === serial && relationTo(actor, row.holder));
  if (!serials.every(isTheirs)) throw new PortalError("NOT_FOUND");
  const now = clock.now();
  const keys = rows.flatMap((row) => {
    const relation = relationTo(actor, row.holder);
    const onHold = row.revocationReason === "CERTIFICATE_HOLD";
    if (!relation || row.notAfter < now || (row.revokedAt !== null && !onHold)) return [];
    const { serial, slot, storage, notAfter, holder } = row;
    return {
      ...{ serial, slot, storage, notAfter, onHold, relation },
      iin: holder.person.iin,
      name: fullName(holder.person),
      template: holder.template,
      organisation: holder.organisation?.name ?? undefined,
      here: row.holderId === actor.holderId,
      opensThisSession: row.id === actor.certificateId,
    };
  });
  const left = new Set(keys.map(({ serial }) => serial));
  return { keys, chosen: serials.filter((serial) => left.has(serial)) };
}
