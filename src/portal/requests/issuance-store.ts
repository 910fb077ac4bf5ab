import { hash } from "node:crypto";
import type { Database, Tx } from "#platform/database.ts";
import type { Confirmation, Storage, Template } from "#platform/prisma/enums.ts";
import type { KeyAlgorithm } from "./contract.ts";
import { type ConfirmingWord, readWords } from "./words-store.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A confirmed request with everything that the second check reads, in one row. */
export interface ConfirmedRequest {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  readonly holderId: string;
  readonly confirmation: Confirmation;
  readonly storage: Storage;
  readonly keyAlgorithm: KeyAlgorithm;
  readonly email: string | null;
  readonly authCsr: Bytes;
  readonly signCsr: Bytes;
  readonly authSpki: Bytes;
  readonly signSpki: Bytes;
  readonly expiresAt: Date;
  /** Whether both keys are entered as this request's: no other request or certificate has them then. */
  readonly keysEntered: boolean;

  readonly template: Template;
  readonly blocked: boolean;
  readonly personId: string;
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly organisationId: string | null;
  readonly bin: string | null;
  readonly organisation: string | null;

  /** The signed form; its signer is the certificate that the request replaces. */
  readonly formText: string | null;
  readonly formCms: Bytes | null;
  readonly signerDer: Bytes | null;
  /** Whether it is the holder's SIGN certificate, not revoked and in force now. */
  readonly signerInForce: boolean;

  /** Whether its holder has redeemed a code for this very form. */
  readonly steppedUp: boolean;

  /** How many persons had to confirm it: the organisation's own rule when it was filed, which `web` can't change. */
  readonly confirmationsNeeded: number;
  /** Every confirmation of this revision. */
  readonly words: readonly ConfirmingWord[];
}

/** Locks the requests that were confirmed first and are nobody else's work at the moment. */
export async function lockConfirmed(
  tx: Tx,
  { limit, except }: { readonly limit: number; readonly except: readonly string[] },
): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM key_request WHERE state = 'CONFIRMED' AND id <> ALL(${except}::uuid[])
    ORDER BY confirmed_at, number LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
  return rows.map(({ id }) => id);
}

/** Locks the requests whose issuing began before `since` and has not ended; a demonstration's are its owner's work. */
export async function lockInterrupted(
  tx: Tx,
  { since, limit, except }: { readonly since: Date; readonly limit: number; readonly except: readonly string[] },
): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM key_request WHERE state = 'ISSUING' AND changed_at <= ${since} AND confirmation <> 'DEMONSTRATION'
      AND id <> ALL(${except}::uuid[])
    ORDER BY confirmed_at, number LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
  return rows.map(({ id }) => id);
}

/** Of these requests, locks and returns those that are still being issued. */
export async function lockIssuing(tx: Tx, ids: readonly string[]): Promise<readonly BeingIssued[]> {
  return tx.$queryRaw<BeingIssued[]>`
    SELECT id, holder_id AS "holderId", storage::text FROM key_request
    WHERE id = ANY(${ids}::uuid[]) AND state = 'ISSUING' ORDER BY id FOR UPDATE`;
}

export interface BeingIssued {
  readonly id: string;
  readonly holderId: string;
  readonly storage: Storage;
}

/** The requests as they and the register are now, in the order of their confirmation. */
export async function readConfirmed(tx: Tx, ids: readonly string[], now: Date): Promise<readonly ConfirmedRequest[]> {
  const words = Map.groupBy(await readWords(tx, ids, now), ({ requestId }) => requestId);
  const requests = await tx.$queryRaw<Omit<ConfirmedRequest, "words">[]>`
    SELECT r.id, r.number, r.revision, r.holder_id AS "holderId", r.confirmation::text, r.storage::text,
      r.key_algorithm AS "keyAlgorithm", r.email, r.auth_csr AS "authCsr", r.sign_csr AS "signCsr",
      r.auth_spki AS "authSpki", r.sign_spki AS "signSpki", r.expires_at AS "expiresAt",
      (SELECT count(*) = 2 FROM public_key k WHERE k.request_id = r.id AND (k.slot, k.spki_sha256) IN
        (('AUTH', sha256(r.auth_spki)), ('SIGN', sha256(r.sign_spki)))) AS "keysEntered",
      h.template::text, h.blocked_at IS NOT NULL AS blocked, p.id AS "personId", p.iin, p.surname,
      p.given_name AS "givenName", p.patronymic, o.id AS "organisationId", o.bin, o.name AS organisation,
      f.text AS "formText", f.cms AS "formCms", c.der AS "signerDer",
      COALESCE(c.holder_id = r.holder_id AND c.slot = 'SIGN' AND c.revoked_at IS NULL
        AND c.not_before <= ${now} AND c.not_after >= ${now}, false) AS "signerInForce",
      EXISTS (SELECT FROM step_up s WHERE s.text_sha256 = sha256(convert_to(f.text, 'UTF8')) AND s.holder_id = r.holder_id
        AND s.purpose = 'REISSUE' AND s.redeemed_at IS NOT NULL) AS "steppedUp",
      r.confirmations_needed AS "confirmationsNeeded"
    FROM key_request r
      JOIN holder h ON h.id = r.holder_id
      JOIN person p ON p.id = h.person_id
      LEFT JOIN organisation o ON o.id = h.organisation_id
      LEFT JOIN signed_document f ON f.id = r.document_id AND f.purpose = 'REISSUE'
      LEFT JOIN certificate c ON c.id = f.certificate_id AND c.id = r.replaces_id
    WHERE r.id = ANY(${ids}::uuid[])
    ORDER BY r.confirmed_at, r.number`;
  return requests.map((request) => ({ ...request, words: words.get(request.id) ?? [] }));
}

/** Marks locked requests as being issued, or as being issued by another worker from now on. */
export async function markIssuing(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx.$executeRaw`UPDATE key_request SET state = 'ISSUING', changed_at = ${now} WHERE id = ANY(${ids}::uuid[])`;
}

export async function markIssued(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx.$executeRaw`UPDATE key_request SET state = 'ISSUED', changed_at = ${now} WHERE id = ANY(${ids}::uuid[])`;
}

export async function markRejected(tx: Tx, { id, code }: { id: string; code: string }, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE key_request SET state = 'REJECTED', rejected_for = ${code}, changed_at = ${now} WHERE id = ${id}::uuid`;
}

interface FirstRequest {
  readonly number: string;
  readonly holderId: string;
  readonly storage: Storage;
  readonly keyAlgorithm: KeyAlgorithm;
  readonly keys: { readonly AUTH: Bytes; readonly SIGN: Bytes };
  readonly now: Date;
}

/** A confirmed request without a signed form: the register lets nobody but its owner write one. */
export async function createFirstRequest(
  tx: Tx,
  { number, holderId, storage, keyAlgorithm, keys, now }: FirstRequest,
): Promise<string> {
  const { id } = await tx.keyRequest.create({
    data: {
      ...{ number, holderId, storage, keyAlgorithm },
      ...{ submittedAt: now, expiresAt: now, confirmedAt: now, changedAt: now },
      confirmation: "DEMONSTRATION",
      state: "CONFIRMED",
      authCsr: new Uint8Array(),
      signCsr: new Uint8Array(),
      authSpki: keys.AUTH,
      signSpki: keys.SIGN,
    },
    select: { id: true },
  });
  const slots = ["AUTH", "SIGN"] as const;
  const hashes = slots.map((slot) => ({
    slot,
    requestId: id,
    firstAt: now,
    spkiSha256: new Uint8Array(hash("sha256", keys[slot], "buffer")),
  }));
  await tx.publicKey.createMany({ data: hashes });
  return id;
}

/** The demonstration's requests of this holder that were begun and never ended. */
export async function findFirstInterrupted(db: Database, holderId: string): Promise<readonly string[]> {
  const where = { holderId, confirmation: "DEMONSTRATION", state: "ISSUING" } as const;
  return (await db.keyRequest.findMany({ where, select: { id: true } })).map(({ id }) => id);
}
