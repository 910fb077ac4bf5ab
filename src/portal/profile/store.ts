import type { Tx } from "#platform/database.ts";
import type { Settings } from "./contract.ts";

export async function updateSettings(tx: Tx, personId: string, { language, emailNotices }: Settings): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { language, emailNotices }, select: { id: true } });
}
