import type { Actor } from "#portal/actor.ts";
import { keyCard } from "#portal/certificates/key-card.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { type FoundCertificates, meant, type SearchCertificates } from "./contract.ts";
import { findCertificates as findRows } from "./store.ts";

const ROWS_PER_PAGE = 25;

/**
 * A page of the certificates of the country by an IIN, a BIN, a name, a serial number or a subject key identifier.
 *
 * @throws {PortalError} FORBIDDEN for whoever may not see them, INPUT_INVALID for what can be none of these
 */
export async function findCertificates(
  { db, clock }: Context,
  actor: Pick<Actor, "template">,
  { by, after }: SearchCertificates,
): Promise<FoundCertificates> {
  requireMay(actor, "seeCertificates");
  const asked = meant(by);
  if (!asked) throw new PortalError("INPUT_INVALID");
  const now = clock.now();
  const rows = await findRows(db, asked, { after, take: ROWS_PER_PAGE + 1 });
  const shown = rows.slice(0, ROWS_PER_PAGE);
  return {
    found: shown.map((row) => {
      const { serial, slot, status, notAfter, name, iinEnd, template, organisation, revocationReason } = keyCard(
        row,
        now,
      );
      const reason = revocationReason && { reason: revocationReason };
      const rest = { ...reason, ...(organisation !== undefined && { organisation }) };
      return { ...{ serial, slot, status, name, iinEnd, template, notAfter: notAfter.toISOString() }, ...rest };
    }),
    ...(rows.length > ROWS_PER_PAGE && { next: shown.at(-1)?.serial }),
  };
}
