import { failpoint } from "#ca/failpoint.ts";
import { releaseCertificate, revokeCertificate } from "#ca/revocation/store.ts";
import { PkiError } from "#pki/error.ts";
import type { Tx } from "#platform/database.ts";
import type { RevocationOutcome, RevocationReason } from "#platform/prisma/enums.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { tellRevoked } from "#portal/notices/requests/tell-revoked.ts";
import { lockSignedWith, rejectSignedWith } from "#portal/requests/dying-store.ts";
import {
  findNextDocument,
  isReplayed,
  lockOrders,
  markDone,
  type OrderedDocument,
  readOrdered,
} from "./apply-store.ts";
import { checkOrders } from "./check-orders.ts";
import { mayLift } from "./may-lift.ts";
import { relationTo } from "./relation-to.ts";
import { findHoldPlacer } from "./store.ts";

type Applying = Pick<Context, "db" | "clock" | "origin" | "anchors" | "primitives">;

const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

/**
 * Does what people have ordered, the longest waiting first: verifies each document once more, and then changes the
 * certificates, ends the requests that were signed with them, and asks for lists, all in one transaction.
 *
 * What a document may not do is refused, with a code, and stays on record. With a fault of ours it stays open and keeps no
 * other waiting. May run any number of times and at the same time.
 *
 * @returns how many documents were worked on
 * @throws what went wrong with single documents, after all the others are done: run it again later
 */
export async function applyOrders(context: Applying): Promise<number> {
  const { db, clock } = context;
  const failed: string[] = [];
  const faults: unknown[] = [];
  let worked = 0;
  for (let id = await findNextDocument(db, failed); id; id = await findNextDocument(db, failed)) {
    try {
      await applyDocument(context, id);
      worked++;
    } catch (error) {
      failed.push(id);
      faults.push(error);
    }
  }
  // A request may have been signed just before its key was revoked, and have come in just after.
  await db.$transaction((tx) => rejectSignedWith(tx, clock.now()));
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new AggregateError(faults, `${faults.length} documents could not be worked on`);
  return worked;
}

async function applyDocument(context: Applying, documentId: string): Promise<void> {
  await context.db.$transaction(async (tx) => {
    await lockOrders(tx);
    const document = await readOrdered(tx, documentId);
    const open = document.orders.filter(({ doneAt }) => doneAt === null);
    if (open.length === 0) return;
    const at = context.clock.now();
    const refusedFor = await refusalOf(context, tx, { document, at });
    if (refusedFor !== null) await refuse(tx, document, { open, refusedFor, at });
    else if (isRelease(document)) await release(tx, document, at);
    else await revoke(tx, document, at);
    failpoint("revoke.before_commit");
  }, TRANSACTION);
  failpoint("revoke.after_commit");
}

interface Checked {
  readonly document: OrderedDocument;
  readonly at: Date;
}

/** Why none of it may be done; null when all may. Our own faults are nobody's refusal. */
async function refusalOf(context: Applying, tx: Tx, { document, at }: Checked): Promise<string | null> {
  try {
    if (await isReplayed(tx, document)) throw new PortalError("CHALLENGE_REFUSED");
    await checkOrders(context, document, at);
    if (isRelease(document)) await requireLiftable(tx, document);
    return null;
  } catch (error) {
    if (error instanceof PortalError || error instanceof PkiError) return error.code;
    throw error;
  }
}

/** What was checked has a reason for all of its orders or for none. */
const isRelease = ({ orders }: OrderedDocument) => orders.every(({ reason }) => reason === null);

async function requireLiftable(tx: Tx, { purpose, certificate: signer, orders }: OrderedDocument): Promise<void> {
  for (const { certificate } of orders) {
    const { revocationReason, holder } = certificate;
    if (revocationReason !== "CERTIFICATE_HOLD") throw new PortalError("NOT_ON_HOLD");
    const placer = await findHoldPlacer(tx, certificate.id);
    const relation = relationTo(signer.holder, holder);
    const theirs = relation !== null && mayLift({ relation, placer, personId: holder.personId });
    if (!(purpose === "APPROVE_ORDER" ? placer?.byAuthority : theirs)) throw new PortalError("HOLD_NOT_YOURS");
  }
}

interface Refused {
  readonly open: OrderedDocument["orders"];
  readonly refusedFor: string;
  readonly at: Date;
}

async function refuse(tx: Tx, { id: documentId }: OrderedDocument, { open, refusedFor, at }: Refused): Promise<void> {
  for (const { id, certificateId } of open) {
    await markDone(tx, id, { outcome: "REFUSED", refusedFor, at });
    await recordEvents(tx, [{ at, action: "order-refused", certificateId, facts: { documentId, code: refusedFor } }]);
  }
}

async function revoke(tx: Tx, { id: documentId, orders }: OrderedDocument, at: Date): Promise<void> {
  const certificateIds = orders.map((order) => order.certificateId);
  await lockSignedWith(tx, certificateIds);
  const revoked: { id: string; reason: RevocationReason }[] = [];
  for (const { id, certificateId, reason } of orders) {
    const changed = reason !== null && (await revokeCertificate(tx, { certificateId, reason, at }));
    await markDone(tx, id, { outcome: outcomeOf(changed), at });
    if (!changed || reason === null) continue;
    revoked.push({ id: certificateId, reason });
    await recordEvents(tx, [{ at, action: "certificate-revoked", certificateId, facts: { documentId, reason } }]);
  }
  await tellRevoked(tx, { at, by: documentId, certificates: revoked });
  await rejectSignedWith(tx, at, certificateIds);
}

async function release(tx: Tx, { id: documentId, orders }: OrderedDocument, at: Date): Promise<void> {
  for (const { id, certificateId } of orders) {
    const changed = await releaseCertificate(tx, certificateId);
    await markDone(tx, id, { outcome: outcomeOf(changed), at });
    if (changed) await recordEvents(tx, [{ at, action: "certificate-released", certificateId, facts: { documentId } }]);
  }
}

const outcomeOf = (changed: boolean): RevocationOutcome => (changed ? "APPLIED" : "UNCHANGED");
