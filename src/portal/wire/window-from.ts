interface Cursor {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

type Limits<Value> = { readonly [limit in "equals" | "gt" | "gte" | "lt" | "lte"]?: Value };

/** The columns that a list is ordered by, as the register's conditions: a time, and what tells rows of one moment apart. */
interface Columns<Time, Tie> {
  time(limits: Limits<Date>): Time;
  tie(limits: Limits<string>): Tie;
}

/**
 * The rows beyond a place and their order; those before a place come the other way round, so that the nearest are read.
 *
 * @param cursor places as `<milliseconds>.<tie>`
 */
export function windowFrom<Time, Tie>(
  { after, before }: Cursor,
  oldestFirst: boolean,
  { time, tie }: Columns<Time, Tie>,
) {
  const upwards = oldestFirst === (before === undefined);
  const place = before ?? after;
  const order = upwards ? ("asc" as const) : ("desc" as const);
  if (place === undefined) return { where: {}, order };
  const [ms = "0", own = ""] = place.split(".");
  const at = new Date(Number(ms));
  const past = <Value>(value: Value) => (upwards ? { gt: value } : { lt: value });
  // the first condition says nothing new, but an index can begin there
  const from = time(upwards ? { gte: at } : { lte: at });
  const where = { AND: [from, { OR: [time(past(at)), { AND: [time({ equals: at }), tie(past(own))] }] }] };
  return { where, order };
}
