interface Placed {
  readonly submittedAt: Date;
  readonly number: string;
}

/** Where a request stands in a list by time; requests of one moment stand by their numbers. */
export const placeOf = ({ submittedAt, number }: Placed) => `${submittedAt.getTime()}.${number}`;

interface Cursor {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** The rows beyond a place and their order; those before a place come the other way round, so that the nearest are read. */
export function windowFrom({ after, before }: Cursor, oldestFirst: boolean) {
  const upwards = oldestFirst === (before === undefined);
  const place = before ?? after;
  const order = upwards ? ("asc" as const) : ("desc" as const);
  return {
    where: place === undefined ? {} : beyond(place, upwards),
    orderBy: [{ submittedAt: order }, { number: order }],
  };
}

function beyond(place: string, upwards: boolean) {
  const [ms = "0", number = ""] = place.split(".");
  const submittedAt = new Date(Number(ms));
  const past = <Value>(value: Value) => (upwards ? { gt: value } : { lt: value });
  // the first condition says nothing new, but an index can begin there
  const from = upwards ? { gte: submittedAt } : { lte: submittedAt };
  return {
    AND: [{ submittedAt: from }, { OR: [{ submittedAt: past(submittedAt) }, { submittedAt, number: past(number) }] }],
  };
}
