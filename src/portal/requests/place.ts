import { windowFrom as windowOf } from "#portal/wire/window-from.ts";

interface Placed {
  readonly submittedAt: Date;
  readonly number: string;
}

/** Where a request stands in a list by time; requests of one moment stand by their numbers. */
export const placeOf = ({ submittedAt, number }: Placed) => `${submittedAt.getTime()}.${number}`;

/** The requests beyond a place and their order. */
export function windowFrom(cursor: Parameters<typeof windowOf>[0], oldestFirst: boolean) {
  const { where, order } = windowOf(cursor, oldestFirst, {
    time: (submittedAt) => ({ submittedAt }),
    tie: (number) => ({ number }),
  });
  return { where, orderBy: [{ submittedAt: order }, { number: order }] };
}
