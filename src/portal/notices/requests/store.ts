import type { Tx } from "#platform/database.ts";
import type { Template } from "#platform/prisma/enums.ts";
import { DECIDING } from "#portal/approvals/may-decide.ts";
import { fullName } from "#portal/people/full-name.ts";

/** A request as it is told of. */
export interface ToldRequest {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string | null;
  readonly expiresAt: Date;
  readonly personId: string;
  readonly template: Template;
  readonly applicant: string;
  /** Who has said a word on it. */
  readonly decidedBy: readonly string[];
}

const TOLD = {
  ...{ id: true, number: true, organisationId: true, expiresAt: true },
  decisions: { select: { approverPersonId: true } },
  holder: {
    select: {
      personId: true,
      template: true,
      person: { select: { surname: true, givenName: true, patronymic: true } },
    },
  },
} as const;

interface Row extends Pick<ToldRequest, "id" | "number" | "organisationId" | "expiresAt"> {
  readonly decisions: readonly { readonly approverPersonId: string | null }[];
  readonly holder: {
    readonly personId: string;
    readonly template: Template;
    readonly person: Parameters<typeof fullName>[0];
  };
}

const asTold = ({ holder: { personId, template, person }, decisions, ...row }: Row): ToldRequest => ({
  ...{ ...row, personId, template },
  decidedBy: decisions.flatMap(({ approverPersonId }) => approverPersonId ?? []),
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

interface Decider {
  readonly personId: string;
  readonly organisationId: string;
  /** What a delegate decides on; null for a senior manager, who decides on all. */
  readonly kinds: readonly Template[] | null;
}

/** Who may decide for any of these organisations at `at`, by their person. */
export async function findDeciders(tx: Tx, organisationIds: readonly string[], at: Date): Promise<readonly Decider[]> {
  return tx.$queryRaw<Decider[]>`
    SELECT h.person_id AS "personId", h.organisation_id AS "organisationId",
      CASE WHEN h.template::text <> ALL (${DECIDING}) THEN d.kinds END AS kinds
    FROM holder h CROSS JOIN LATERAL (SELECT CASE WHEN h.template IN ('RIGHT_TO_SIGN', 'HR')
      THEN tanba_delegated_kinds(h.id, ${at})::text[] END AS kinds) AS d
    WHERE h.organisation_id = ANY (${[...new Set(organisationIds)]}::uuid[]) AND h.blocked_at IS NULL
      AND (h.template::text = ANY (${DECIDING}) OR d.kinds IS NOT NULL)
    ORDER BY h.id`;
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
