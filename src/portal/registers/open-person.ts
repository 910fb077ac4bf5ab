import type { Actor } from "#portal/actor.ts";
import { keyCard } from "#portal/certificates/key-card.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { stateAt } from "#portal/requests/state-at.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { maskContact } from "#portal/step-up/mask-contact.ts";
import { RowId } from "./contract.ts";
import { countCertificates, findPerson, newestCertificates, newestRequests } from "./store.ts";

/**
 * A person of the register as the authority's staff sees them: of the IIN its end, of the address its ends.
 *
 * @throws {PortalError} FORBIDDEN, NOT_FOUND
 */
export async function openPerson({ db, clock }: Context, actor: Pick<Actor, "template">, id: string) {
  requireMay(actor, "seeRegisters");
  const person = RowId.safeParse(id).success ? await findPerson(db, id) : null;
  if (!person) throw new PortalError("NOT_FOUND");
  const now = clock.now();
  const holderIds = person.holders.map((holder) => holder.id);
  const [keys, certificates, requests] = await Promise.all([
    countCertificates(db, holderIds),
    newestCertificates(db, holderIds),
    newestRequests(db, holderIds),
  ]);
  return {
    ...{ id, name: fullName(person), iinEnd: person.iin.slice(-4) },
    email: person.email === null ? null : maskContact(person.email),
    capacities: person.holders.map((holder) => ({ ...holder, keys: keys.get(holder.id) ?? 0 })),
    certificates: certificates.map((row) => keyCard(row, now)),
    requests: requests.map(({ holder, ...request }) => ({
      ...{ number: request.number, submittedAt: request.submittedAt, template: holder.template },
      state: stateAt(request, now),
    })),
  };
}

export type OpenedPerson = Awaited<ReturnType<typeof openPerson>>;
