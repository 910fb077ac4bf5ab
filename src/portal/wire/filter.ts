import type { z } from "zod";

/** Whatever cannot be read is as if it were not there: a filter stands in an address, which anybody can write. */
export const lenient = <Value>(schema: z.ZodType<Value>) => schema.optional().catch(undefined);

/** A filter as an address says it, in one order, without what is not asked for. */
export function filterQuery(filter: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const said = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(said.toSorted());
}
