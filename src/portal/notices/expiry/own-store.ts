import type { Database } from "#platform/database.ts";
import type { MessageChannel } from "#platform/prisma/enums.ts";

interface Pair {
  /** Of its SIGN certificate, which stands for both. */
  readonly id: string;
  readonly notAfter: Date;
  readonly isEnding: boolean;
}

/** The pair that a holder's certificate belongs to, judged as the planner of notices judges it; null for another's. */
export async function findPairOf(
  db: Database,
  { serial, holderId }: { readonly serial: string; readonly holderId: string },
): Promise<Pair | null> {
  const [pair] = await db.$queryRaw<Pair[]>`
    SELECT c.id, c.not_after AS "notAfter", tanba_is_ending(c) AS "isEnding"
    FROM certificate asked JOIN certificate c ON c.request_id = asked.request_id AND c.slot = 'SIGN'
    WHERE asked.serial = ${serial} AND asked.holder_id = ${holderId}::uuid LIMIT 1`;
  return pair ?? null;
}

/** Which notices of a pair's end were sent, oldest first. @param certificateId of its SIGN certificate */
export async function listTold(
  db: Database,
  certificateId: string,
): Promise<readonly { readonly channel: MessageChannel; readonly at: Date }[]> {
  const rows = await db.message.findMany({
    where: { certificateId, kind: "EXPIRY", state: { in: ["SENT", "DELIVERED"] } },
    select: { channel: true, settledAt: true },
    orderBy: { settledAt: "asc" },
  });
  return rows.flatMap(({ channel, settledAt }) => (settledAt ? [{ channel, at: settledAt }] : []));
}
