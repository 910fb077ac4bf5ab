import type { Database, Tx } from "#platform/database.ts";
import { newRowId } from "#platform/row-id.ts";
import type { Settings } from "./contract.ts";

export async function updateSettings(tx: Tx, personId: string, settings: Settings): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: settings, select: { id: true } });
}

/** Writes down which address a person wants, and puts the worker to it. */
export async function createEmailChange(
  tx: Tx,
  change: { readonly personId: string; readonly stepUpId: string; readonly email: string },
): Promise<void> {
  const { personId, stepUpId, email } = change;
  await tx.$executeRaw`
    INSERT INTO email_change (id, person_id, step_up_id, email)
    VALUES (${newRowId()}::uuid, ${personId}::uuid, ${stepUpId}::uuid, ${email})`;
  await tx.$executeRaw`SELECT tanba_queue_emails()`;
}

/** The holder whose address this link has changed; null when it changed nothing. */
export async function confirmByToken(tx: Tx, token: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ holderId: string | null }[]>`SELECT tanba_confirm_email(${token}) AS "holderId"`;
  return row?.holderId ?? null;
}

/** The address that waits for its link to be followed; null where none does. */
export async function findAwaitedEmail(db: Database, personId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ email: string }[]>`
    SELECT email FROM (SELECT email, refused_for, confirmed_at, expires_at FROM email_change
      WHERE person_id = ${personId}::uuid ORDER BY asked_at DESC, id DESC LIMIT 1) newest
    WHERE refused_for IS NULL AND confirmed_at IS NULL AND COALESCE(expires_at > clock_timestamp(), true)`;
  return row?.email ?? null;
}

/** The masked phone that the newest code sent to a person went to; null where none went to a phone. */
export async function findLastPhone(db: Database, personId: string): Promise<string | null> {
  const sent = await db.stepUp.findFirst({
    where: { holder: { personId }, channel: "SMS", sentAt: { not: null } },
    orderBy: { sentAt: "desc" },
    select: { sentTo: true },
  });
  return sent?.sentTo ?? null;
}
