import { hash } from "node:crypto";
import type { PreparedService } from "#ca/service/prepare-service.ts";
import type { ServiceKind } from "#ca/service/profiles.ts";
import type { SigningOrder } from "#ca/signer.ts";
import { parseCertificate } from "#pki/certificate.ts";
import type { Database, Tx } from "#platform/database.ts";

/** What `status` has asked for and nobody has looked at. */
export interface AskedService {
  readonly id: string;
  readonly kind: ServiceKind;
  readonly csr: Uint8Array<ArrayBuffer>;
}

/** What is on record to be signed, and neither signed as far as the register knows, nor buried. */
export interface IntendedService extends SigningOrder {
  readonly id: string;
  readonly kind: ServiceKind;
  readonly createdAt: Date;
}

const sha256 = (data: Uint8Array) => new Uint8Array(hash("sha256", data, "buffer"));

/** Locks the orders that wait for their intents and are nobody else's work at the moment, the oldest first. */
export async function lockAsked(tx: Tx, limit: number): Promise<readonly AskedService[]> {
  return tx.$queryRaw<AskedService[]>`
    SELECT id, kind::text, csr FROM service_certificate WHERE tbs IS NULL AND refused_for IS NULL
    ORDER BY asked_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
}

/** Whether a person or a service has brought this key before. @param spki DER SubjectPublicKeyInfo */
export async function isKnownKey(tx: Tx, spki: Uint8Array): Promise<boolean> {
  const spkiSha256 = sha256(spki);
  const [publicKey, service] = await Promise.all([
    tx.publicKey.findUnique({ where: { spkiSha256 }, select: { slot: true } }),
    tx.serviceCertificate.findFirst({ where: { spkiSha256, voidedAt: null }, select: { id: true } }),
  ]);
  return publicKey !== null || service !== null;
}

/** Puts on record what will be signed, before the signer is asked. */
export async function recordServiceIntent(
  tx: Tx,
  { id, issuerId, prepared, at }: { id: string; issuerId: string; prepared: PreparedService; at: Date },
): Promise<void> {
  const { serial, profileVersion, tbs, spki } = prepared;
  const intent = { issuerId, serial, profileVersion, tbs: new Uint8Array(tbs), spkiSha256: sha256(spki) };
  await tx.serviceCertificate.update({ where: { id }, data: { ...intent, intendedAt: at } });
}

export async function recordServiceRefused(tx: Tx, id: string, code: string): Promise<void> {
  await tx.serviceCertificate.update({ where: { id }, data: { refusedFor: code } });
}

/** Every intent that has not come to its end, the oldest first. */
export async function findIntendedServices(db: Database): Promise<readonly IntendedService[]> {
  return db.$queryRaw<IntendedService[]>`
    SELECT id, kind::text, serial, tbs, intended_at AS "createdAt" FROM service_certificate
    WHERE tbs IS NOT NULL AND der IS NULL AND voided_at IS NULL ORDER BY intended_at, id`;
}

/** Locks an order if it has not come to its end meanwhile. @returns whether it has not */
export async function lockIntended(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM service_certificate WHERE id = ${id}::uuid AND der IS NULL AND voided_at IS NULL FOR UPDATE`;
  return rows.length > 0;
}

/** Stores the certificate of a locked order. @param der the certificate */
export async function recordServiceIssued(tx: Tx, id: string, der: Uint8Array, at: Date): Promise<void> {
  const { notBefore, notAfter } = parseCertificate(der);
  const data = { der: new Uint8Array(der), notBefore, notAfter, issuedAt: at };
  await tx.serviceCertificate.update({ where: { id }, data });
}

/** Takes note that the signer has buried the serial of a locked order; with a code the order will not be taken again. */
export async function recordServiceVoided(
  tx: Tx,
  { id, at, code }: { id: string; at: Date; code: string | undefined },
): Promise<void> {
  await tx.serviceCertificate.update({ where: { id }, data: { voidedAt: at, ...(code && { refusedFor: code }) } });
}
