import type { Database, Tx } from "#platform/database.ts";
import type { KeyRequestUncheckedCreateInput } from "#platform/prisma/models.ts";
import { PortalError } from "#portal/error.ts";
import { brokenConstraint } from "#portal/requests/broken-constraint.ts";
import type { KeyHash } from "#portal/requests/require-fresh-keys.ts";

/** The capacity that an answer of the state registers is about, entered into the register where it was not known; its id. */
export async function enterApplicant(
  tx: Tx,
  { questionId, language }: { readonly questionId: string; readonly language: string },
): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT tanba_enter_applicant(${questionId}::uuid, ${language}) AS id`;
  if (!row) throw new Error("the register entered nobody");
  return row.id;
}

/** How many requests for first keys wait for this capacity. */
export async function countOpen(tx: Tx, holderId: string, at: Date): Promise<number> {
  return tx.keyRequest.count({
    where: { holderId, confirmation: "REGISTRATION_CENTRE", state: "SUBMITTED", expiresAt: { gt: at } },
  });
}

type Application = Omit<KeyRequestUncheckedCreateInput, "confirmation" | "id" | "questionId"> & {
  readonly questionId: string;
};

/**
 * Writes down a request that nobody has signed, and its two keys; its id.
 *
 * @throws {PortalError} KEY_REUSED when another was faster
 */
export async function createApplication(tx: Tx, application: Application, keys: readonly KeyHash[]): Promise<string> {
  const data = { ...application, confirmation: "REGISTRATION_CENTRE" } as const;
  const { id: requestId } = await tx.keyRequest.create({ data, select: { id: true } });
  const entries = keys.map((key) => ({ ...key, requestId, firstAt: application.submittedAt }));
  await tx.publicKey.createMany({ data: entries }).catch((cause: unknown) => {
    throw brokenConstraint(cause) === "public_key_pkey" ? new PortalError("KEY_REUSED", { cause }) : cause;
  });
  return requestId;
}

/** A request for first keys with its pair, where there is one; null for any other request as for none. */
export async function findFirstKeys(db: Database, number: string) {
  return db.keyRequest.findUnique({
    where: { number, confirmation: "REGISTRATION_CENTRE" },
    select: {
      ...{ holderId: true, authSpki: true },
      certificates: { select: { slot: true, der: true, issuer: { select: { der: true } } } },
    },
  });
}
