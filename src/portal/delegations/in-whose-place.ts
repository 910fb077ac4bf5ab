import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { fullName } from "#portal/people/full-name.ts";
import { standingOf } from "./standing-of.ts";
import { listGivenTo } from "./store.ts";
import { termOf } from "./term.ts";

export interface InPlace {
  readonly id: string;
  readonly givenBy: string;
  /** A moment of the last day. */
  readonly last: Date;
}

/** In whose place somebody decides now, and until when. */
export async function inWhosePlace({ db, clock }: Context, { holderId }: Actor): Promise<readonly InPlace[]> {
  const rows = await listGivenTo(db, holderId);
  return rows
    .filter((row) => standingOf(row, clock.now()) === "IN_FORCE")
    .map((row) => ({
      id: row.id,
      givenBy: fullName(row.document.certificate.holder.person),
      last: new Date(termOf(row).until.getTime() - 1),
    }));
}
