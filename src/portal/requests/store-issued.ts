import { hash } from "node:crypto";
import { failpoint } from "#ca/failpoint.ts";
import type { Issuer } from "#ca/issue.ts";
import { type OpenIntent, recordCertificates } from "#ca/store.ts";
import type { Tx } from "#platform/database.ts";
import { type AuditAction, recordEvents } from "#portal/audit/store.ts";
import { tellApplicants } from "#portal/notices/requests/tell-applicants.ts";
import { rejectAll } from "./begin-issuing.ts";
import { DIED, lockSigners, revokeIssued } from "./dying-store.ts";
import { type BeingIssued, lockIssuing, markIssued } from "./issuance-store.ts";
import type { IssuingContext } from "./issuing-context.ts";

/** One half of a pair, as it is on record. */
export type Intended = Omit<OpenIntent, "createdAt">;

/** An intent with the certificate that came of it, DER. */
export interface Redeemed {
  readonly intent: Intended;
  readonly der: Uint8Array;
}

const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

/**
 * Stores pairs whose requests are still being issued; what another worker has stored meanwhile stays as it is.
 *
 * Where the certificate that signed the request was revoked since it was last looked at, or is ordered to be, the request
 * ends and its pair is stored as revoked: no pair comes of a key that somebody has reported.
 */
export async function storeIssued(
  { db, clock, authority }: IssuingContext,
  redeemed: readonly Redeemed[],
): Promise<void> {
  const ids = [...new Set(redeemed.map(({ intent }) => intent.requestId))];
  await db.$transaction(async (tx) => {
    const open = await lockIssuing(tx, ids);
    const dying = await lockSigners(tx, ids);
    const now = clock.now();
    await recordRedeemed(tx, authority.issuer, { redeemed, open, at: now });
    const isOpen = new Set(open.map(({ id }) => id));
    // they were locked by their ids, and are told in the order of confirmation
    const ended = ids.filter((id) => isOpen.has(id));
    const issued = ended.filter((id) => !dying.has(id));
    await markIssued(tx, issued, now);
    const told = (action: AuditAction, of: readonly string[]) =>
      recordEvents(
        tx,
        of.map((requestId) => ({ at: now, action, requestId, facts: pairFacts(redeemed, requestId) })),
      );
    await told("request-issued", issued);
    await tellApplicants(tx, { at: now, kind: "KEYS_ISSUED", requests: issued.map((id) => ({ id })) });
    const died = ended.filter((id) => dying.has(id));
    await told("pair-revoked-at-once", died);
    await endDying(tx, died, now);
    failpoint("issue.before_store_commit");
  }, TRANSACTION);
  failpoint("issue.after_store");
}

/** The SHA-256 of both certificates, by their slots: the log names what was issued. */
function pairFacts(redeemed: readonly Redeemed[], requestId: string): Readonly<Record<string, string>> {
  const pair = redeemed.filter(({ intent }) => intent.requestId === requestId);
  return Object.fromEntries(pair.map(({ intent, der }) => [intent.slot, hash("sha256", der)]));
}

async function endDying(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await revokeIssued(tx, ids, at);
  await rejectAll(
    tx,
    ids.map((id) => ({ id, code: DIED })),
    at,
  );
}

/** Stores the certificates of the requests that are locked, and no others. */
export async function recordRedeemed(
  tx: Tx,
  issuer: Issuer,
  {
    redeemed,
    open,
    at,
  }: { readonly redeemed: readonly Redeemed[]; readonly open: readonly BeingIssued[]; readonly at: Date },
): Promise<void> {
  const requests = new Map(open.map((request) => [request.id, request]));
  const issued = redeemed.flatMap(({ intent: { requestId, slot, profile, profileVersion }, der }) => {
    const request = requests.get(requestId);
    if (!request) return [];
    const { holderId, storage } = request;
    return [{ requestId, slot, profile, profileVersion, holderId, storage, der }];
  });
  await recordCertificates(tx, issuer, issued, at);
}
