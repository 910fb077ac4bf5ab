import type { Tx } from "#platform/database.ts";
import { mayDecide } from "#portal/approvals/may-decide.ts";
import { fullName } from "#portal/people/full-name.ts";

/** A request as it is told of. */
export interface ToldRequest {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string | null;
  readonly expiresAt: Date;
  readonly personId: string;
  readonly applicant: string;
  /** Who has said a word on it. */
  readonly decidedBy: readonly string[];
}

const TOLD = {
  ...{ id: true, number: true, organisationId: true, expiresAt: true },
  decisions: { select: { approverPersonId: true } },
  holder: { select: { personId: true, person: { select: { surname: true, givenName: true, patronymic: true } } } },
} as const;

interface Row extends Pick<ToldRequest, "id" | "number" | "organisationId" | "expiresAt"> {
  readonly decisions: readonly { readonly approverPersonId: string | null }[];
  readonly holder: { readonly personId: string; readonly person: Parameters<typeof fullName>[0] };
}

const asTold = ({ holder: { personId, person }, decisions, ...row }: Row): ToldRequest => ({
  ...row,
  decidedBy: decisions.flatMap(({ approverPersonId }) => approverPersonId ?? []),
  personId,
  applicant: fullName(person),
});

/**
 * Those of these requests that people have made; the demonstration's own are nobody's news, and of first keys
 * nobody is told before the Registration Centre has seen the person.
 */
export async function findToldRequests(tx: Tx, ids: readonly string[]): Promise<readonly ToldRequest[]> {
  const rows = await tx.keyRequest.findMany({
    where: {
      id: { in: [...ids] },
      confirmation: { not: "DEMONSTRATION" },
      // anybody may have typed somebody's number and somebody's address
      OR: [{ confirmation: { not: "REGISTRATION_CENTRE" } }, { centreDecisions: { some: { verdict: "CONFIRM" } } }],
    },
    select: TOLD,
  });
  return rows.map(asTold);
}

/** All that waits for a senior manager at `at`, and was filed before `filedBefore` or expires by `expiresBy`. */
export async function listWaiting(
  tx: Tx,
  { at, filedBefore, expiresBy }: { readonly at: Date; readonly filedBefore?: Date; readonly expiresBy?: Date },
): Promise<readonly ToldRequest[]> {
  const rows = await tx.keyRequest.findMany({
    where: {
      state: "SUBMITTED",
      confirmation: "SENIOR_MANAGER",
      expiresAt: { gt: at, ...(expiresBy && { lte: expiresBy }) },
      ...(filedBefore && { submittedAt: { lt: filedBefore } }),
    },
    orderBy: [{ expiresAt: "asc" }, { number: "asc" }],
    select: TOLD,
  });
  return rows.map(asTold);
}

/** Who may decide for each of these organisations, by their person. */
export async function findManagers(
  tx: Tx,
  organisationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const holders = await tx.holder.findMany({
    where: { organisationId: { in: [...new Set(organisationIds)] }, blockedAt: null },
    select: { personId: true, template: true, organisationId: true },
  });
  const managers = Map.groupBy(holders.filter(mayDecide), ({ organisationId }) => organisationId ?? "");
  return new Map([...managers].map(([id, found]) => [id, found.map(({ personId }) => personId)]));
}

/** The pairs that these certificates are of, with whose they are: the one to sign with stands for both. */
export async function findToldPairs(tx: Tx, certificateIds: readonly string[]) {
  const certificates = await tx.certificate.findMany({
    where: { id: { in: [...certificateIds] }, request: { state: { not: "REJECTED" } } },
    orderBy: { slot: "desc" },
    select: { requestId: true, serial: true, holder: { select: { personId: true } } },
  });
  return [...Map.groupBy(certificates, ({ requestId }) => requestId).values()].flatMap((pair) => pair.slice(0, 1));
}
