import { z } from "zod";

const UniqueViolation = z.object({
  code: z.literal("P2002"),
  meta: z.object({
    driverAdapterError: z.object({ cause: z.object({ constraint: z.object({ index: z.string() }) }) }),
  }),
});

/** The name of the unique index that a write ran against; null for any other failure. */
export function brokenConstraint(error: unknown): string | null {
  const { data } = UniqueViolation.safeParse(error);
  return data?.meta.driverAdapterError.cause.constraint.index ?? null;
}
