import { z } from "zod";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { tellRevoked } from "#portal/notices/requests/tell-revoked.ts";
import { lockSignedWith, rejectSignedWith } from "#portal/requests/dying-store.ts";
import { findReplaced } from "./apply-store.ts";

/** What becomes of a pair when the one that replaces it is installed: the holder is asked, or it always or never goes. */
export type ReplacedKeys = "ask" | "always" | "never";

interface Replacing extends Pick<Context, "db" | "clock"> {
  readonly replacedKeys: ReplacedKeys;
}

const Payload = z.object({ requestId: z.uuid() });

/**
 * Revokes the pair that an installed request has replaced, where it is this authority's policy that old keys always go.
 *
 * Under every other policy it does nothing: then the holder is asked, or knows that the old keys stay.
 */
export async function revokeReplaced({ db, clock, replacedKeys }: Replacing, payload: unknown): Promise<void> {
  if (replacedKeys !== "always") return;
  const { requestId } = Payload.parse(payload);
  await db.$transaction(async (tx) => {
    const at = clock.now();
    const certificateIds = await findReplaced(tx, requestId);
    await lockSignedWith(tx, certificateIds);
    const reason = "SUPERSEDED";
    const revoked: string[] = [];
    for (const certificateId of certificateIds) {
      if (!(await revokeCertificate(tx, { certificateId, reason, at }))) continue;
      revoked.push(certificateId);
      const facts = { reason, policy: replacedKeys };
      await recordEvents(tx, [{ at, action: "certificate-revoked", requestId, certificateId, facts }]);
    }
    await tellRevoked(tx, { at, by: requestId, certificates: revoked.map((id) => ({ id, reason })) });
    await rejectSignedWith(tx, at, certificateIds);
  });
}
