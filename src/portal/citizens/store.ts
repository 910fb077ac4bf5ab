import type { CitizenRegistry } from "#platform/citizen-registry.ts";
import type { Database } from "#platform/database.ts";

/** The registers as two tables of our own, for the demonstration and for whoever keeps a copy. */
export function citizensInTable(db: Database): CitizenRegistry {
  return {
    async findPerson(iin) {
      const row = await db.citizen.findUnique({ where: { iin } });
      if (!row) return { kind: "NOT_FOUND" };
      const { phone, phoneSince, resident: isResident, ...person } = row;
      const known = phone !== null && phoneSince !== null ? { number: phone, since: phoneSince } : null;
      return { kind: "FOUND", found: { ...person, phone: known, isResident } };
    },
    async findCompany(bin) {
      const row = await db.company.findUnique({ where: { bin } });
      if (!row) return { kind: "NOT_FOUND" };
      return { kind: "FOUND", found: { bin, name: row.name, firstHead: row.firstHeadIin } };
    },
  };
}
