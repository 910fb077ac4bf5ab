import type { World } from "./world.ts";

/** Revokes all certificates of a holder, as if an operator had. */
export async function revokeAll({ owner, clock }: World, holderId: string): Promise<void> {
  await owner.certificate.updateMany({
    where: { holderId },
    data: { revokedAt: clock.now(), revocationReason: "SUPERSEDED" },
  });
}
