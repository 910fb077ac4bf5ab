import { z } from "zod";
import { Template } from "#platform/prisma/enums.ts";

/** What names a person or an organisation in an address. */
export const RowId = z.uuid();

/** POST /api/operator/registers/search: nothing of a person stands in an address, where logs would keep it. */
export const SearchRegister = z.strictObject({
  what: z.enum(["people", "organisations"]),
  /** An IIN or a BIN, or how names begin. */
  by: z.string().trim().min(2).max(100),
  /** The last one that was found before. */
  after: RowId.optional(),
});
export type SearchRegister = z.output<typeof SearchRegister>;

const Capacity = z.strictObject({ template: z.enum(Template), organisation: z.string().nullable() });

/** A person as a list has them: of the IIN the end alone. */
const FoundPerson = z.strictObject({
  id: RowId,
  name: z.string(),
  iinEnd: z.string(),
  capacities: z.array(Capacity),
});
export type FoundPerson = z.output<typeof FoundPerson>;

const FoundOrganisation = z.strictObject({ id: RowId, name: z.string(), bin: z.string() });
export type FoundOrganisation = z.output<typeof FoundOrganisation>;

/** 200 of it: those that fit, and the last of them where there are more. */
export const FoundInRegister = z.strictObject({
  people: z.array(FoundPerson),
  organisations: z.array(FoundOrganisation),
  more: RowId.optional(),
});
export type FoundInRegister = z.output<typeof FoundInRegister>;
