import type { Database } from "#platform/database.ts";
import { MAX_SERIALS } from "./contract.ts";
import { findBySerials } from "./store.ts";

/** All certificates of a person, and those of these serials, the newest first. */
export async function listRevocable(db: Database, personId: string, serials: readonly string[]) {
  const asked = await findBySerials(db, serials);
  return db.certificate.findMany({
    where: { OR: [{ holder: { personId } }, { id: { in: asked.map(({ id }) => id) } }] },
    orderBy: [{ requestId: "desc" }, { slot: "asc" }],
    select: {
      id: true,
      serial: true,
      slot: true,
      storage: true,
      notAfter: true,
      revokedAt: true,
      revocationReason: true,
      holderId: true,
      holder: {
        select: { personId: true, organisationId: true, template: true, person: true, organisation: true },
      },
    },
  });
}

/** The serials of what a person has in force or on hold in one organisation, no more than one order can name. */
export async function listRevocableIn(
  db: Database,
  where: { readonly personId: string; readonly organisationId: string; readonly now: Date },
): Promise<readonly string[]> {
  const { personId, organisationId, now } = where;
  const rows = await db.certificate.findMany({
    where: {
      ...{ organisationId, holder: { personId }, notAfter: { gte: now } },
      OR: [{ revokedAt: null }, { revocationReason: "CERTIFICATE_HOLD" }],
    },
    orderBy: [{ requestId: "desc" }, { slot: "asc" }],
    select: { serial: true },
    take: MAX_SERIALS,
  });
  return rows.map(({ serial }) => serial);
}

/** The certificates in force of the pair that this installed request of the holder has replaced. */
export async function listReplaced(
  db: Database,
  { holderId, number, now }: { readonly holderId: string; readonly number: string; readonly now: Date },
): Promise<readonly string[]> {
  const request = await db.keyRequest.findUnique({
    where: { number, holderId, state: "INSTALLED" },
    select: {
      replaces: {
        select: {
          request: {
            select: {
              certificates: {
                where: { revokedAt: null, notAfter: { gte: now } },
                orderBy: { slot: "asc" },
                select: { serial: true },
              },
            },
          },
        },
      },
    },
  });
  return request?.replaces?.request.certificates.map(({ serial }) => serial) ?? [];
}
