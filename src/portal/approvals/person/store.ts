import type { Database } from "#platform/database.ts";
import type { Deciding } from "#portal/approvals/store.ts";
import { LISTED } from "#portal/certificates/store.ts";

const NEWEST = 10;

/** The newest requests and certificates that a person ever had in one organisation, in whatever capacity is theirs to decide on. */
export async function findPast(
  db: Database,
  { organisationId, decidesFor, personId }: Deciding & { readonly personId: string },
) {
  const theirs = { organisationId, holder: { personId, ...(decidesFor && { template: { in: [...decidesFor] } }) } };
  const [requests, certificates] = await Promise.all([
    db.keyRequest.findMany({
      where: { ...theirs, confirmation: "SENIOR_MANAGER" },
      orderBy: [{ submittedAt: "desc" }, { number: "desc" }],
      select: {
        ...{ number: true, state: true, storage: true, submittedAt: true, expiresAt: true },
        holder: { select: { template: true } },
      },
      take: NEWEST,
    }),
    db.certificate.findMany({
      where: theirs,
      orderBy: [{ issuedAt: "desc" }, { requestId: "desc" }, { slot: "asc" }],
      select: LISTED,
      take: NEWEST,
    }),
  ]);
  return { requests, certificates };
}
