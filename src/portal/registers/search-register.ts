import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { fullName } from "#portal/people/full-name.ts";
import { requireMay } from "#portal/staff/roles.ts";
import type { FoundInRegister, FoundPerson, SearchRegister } from "./contract.ts";
import { findOrganisations, findPeople } from "./search/store.ts";

const AT_ONCE = 20;

/**
 * People or organisations of the register, by an IIN or a BIN, or by how the words of their names begin: of a person the
 * surname first. People come by name, organisations as they were entered.
 *
 * @throws {PortalError} FORBIDDEN for whoever may not look there
 */
export async function searchRegister(
  { db }: Pick<Context, "db">,
  actor: Pick<Actor, "template">,
  { what, by, after }: SearchRegister,
): Promise<FoundInRegister> {
  requireMay(actor, "seeRegisters");
  const wish = { ...wishOf(by), after, take: AT_ONCE + 1 };
  // one more than is shown tells whether there are more
  const people = what === "people" ? await findPeople(db, wish) : [];
  const organisations = what === "organisations" ? await findOrganisations(db, wish) : [];
  const isMore = people.length + organisations.length > AT_ONCE;
  const shown = { people: people.slice(0, AT_ONCE).map(found), organisations: organisations.slice(0, AT_ONCE) };
  const last = shown.people.at(-1) ?? shown.organisations.at(-1);
  return { ...shown, ...(isMore && last && { more: last.id }) };
}

/** Twelve digits are a number, however they are set apart; of anything else letters, digits and what names are joined by. */
function wishOf(by: string): { readonly number?: string; readonly words: readonly string[] } {
  const digits = by.replaceAll(/[\s-]/g, "");
  if (/^\d{12}$/.test(digits)) return { number: digits, words: [] };
  return { words: (by.toLowerCase().match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? []).slice(0, 3) };
}

type Person = Awaited<ReturnType<typeof findPeople>>[number];

const found = ({ id, iin, holders, ...names }: Person): FoundPerson => ({
  ...{ id, name: fullName(names), iinEnd: iin.slice(-4) },
  capacities: holders.map(({ template, organisation }) => ({ template, organisation: organisation?.name ?? null })),
});
