import type { Actor } from "#portal/actor.ts";
import { findLasting } from "#portal/certificates/store.ts";
import type { Context } from "#portal/context.ts";
import { dayInAlmaty } from "#portal/notices/almaty-day.ts";
import { findOpenRequest } from "#portal/requests/store.ts";

/** A pair is spoken of this many days before it ends, as by the first of the letters. */
export const SPOKEN_OF_DAYS = 30;

export interface EndingKeys {
  readonly notAfter: Date;
  /** Days until the day on which it ends in Almaty; 0 on that day. */
  readonly days: number;
  /** The number of the request that will bring new ones, if there is one. */
  readonly request?: string;
}

/** The holder's last keys of this capacity when they end within 30 days; null while they last, and where there are none. */
export async function endingKeys({ db, clock }: Context, { holderId }: Actor): Promise<EndingKeys | null> {
  const now = clock.now();
  const lasting = await findLasting(db, { holderId, now });
  if (!lasting) return null;
  const days = dayInAlmaty(lasting.notAfter) - dayInAlmaty(now);
  if (days > SPOKEN_OF_DAYS) return null;
  const open = await findOpenRequest(db, holderId);
  return { notAfter: lasting.notAfter, days, ...(open && { request: open.number }) };
}
