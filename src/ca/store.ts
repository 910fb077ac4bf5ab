import { hash } from "node:crypto";
import { toHex } from "#pki/bytes.ts";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import { parseCrl } from "#pki/crl.ts";
import type { Database, Tx } from "#platform/database.ts";
import { newRowId } from "#platform/row-id.ts";
import type { Issuer, Prepared } from "./issue.ts";
import type { Slot, Storage } from "./profiles.ts";
import { shardOf } from "./shards.ts";

/** The public half of what a ceremony made. */
export interface AuthorityDocuments {
  readonly root: Certificate;
  readonly issuing: Certificate;
  /** DER. */
  readonly rootCrl: Uint8Array;
}

/** Writes down a ceremony's certificates and the root's CRL, as the register's owner; again it does nothing. */
export async function recordAuthority(db: Database, { root, issuing, rootCrl }: AuthorityDocuments): Promise<void> {
  await db.$transaction(async (tx) => {
    const rootId = await recordAuthorityCertificate(tx, "ROOT", root);
    await recordAuthorityCertificate(tx, "ISSUING", issuing);
    const { number, thisUpdate, nextUpdate } = parseCrl(rootCrl);
    const crl = { issuerId: rootId, kind: "FULL", number };
    await tx.crl.createMany({
      data: [{ ...crl, der: new Uint8Array(rootCrl), thisUpdate, nextUpdate }],
      skipDuplicates: true,
    });
  });
}

async function recordAuthorityCertificate(tx: Tx, kind: "ROOT" | "ISSUING", certificate: Certificate): Promise<string> {
  const der = new Uint8Array(certificate.der);
  const known = await tx.authorityCertificate.findUnique({ where: { der }, select: { id: true } });
  if (known) return known.id;
  const { serial, notBefore, notAfter } = certificate;
  const subject = new Uint8Array(certificate.subject);
  const spki = new Uint8Array(certificate.spki);
  const { id } = await tx.authorityCertificate.create({
    data: { kind, der, subject, spki, serial, notBefore, notAfter },
  });
  return id;
}

/** In whose name is issued now: the issuing certificate that began last. @throws {Error} before the ceremony */
export async function findIssuer(db: Database | Tx): Promise<Issuer> {
  const row = await db.authorityCertificate.findFirst({
    where: { kind: "ISSUING" },
    orderBy: { notBefore: "desc" },
    select: { id: true, der: true },
  });
  if (!row) throw new Error("there is no issuing authority yet: hold the ceremony first");
  return { id: row.id, certificate: parseCertificate(row.der) };
}

// ------------------------------------------------------------------------------------------------------ issuing

/** Puts on record what will be signed, before the signer is asked. */
export async function recordIntents(tx: Tx, prepared: readonly Prepared[], now: Date): Promise<void> {
  const rows = prepared.map(({ tbs, ...intent }) => ({ id: newRowId(), ...intent, tbs: base64(tbs) }));
  // One statement with one parameter: of what issuing costs, writing rows one by one would be the most.
  await tx.$executeRaw`
    INSERT INTO issuance_intent (id, request_id, slot, serial, profile, profile_version, tbs, created_at)
    SELECT id, "requestId", slot, serial, profile, "profileVersion", decode(tbs, 'base64'), ${now.toISOString()}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row (id uuid, "requestId" uuid, slot "Slot", serial text,
      profile text, "profileVersion" int, tbs text)`;
}

/** An intent that is on record and neither buried nor replaced. */
export interface OpenIntent extends Omit<Prepared, "profile"> {
  readonly profile: string;
  readonly createdAt: Date;
}

/** The open intents of these requests, AUTH before SIGN within each. */
export async function findOpenIntents(
  tx: Database | Tx,
  requestIds: readonly string[],
): Promise<readonly OpenIntent[]> {
  return tx.issuanceIntent.findMany({
    where: { requestId: { in: [...requestIds] }, voidedAt: null },
    orderBy: [{ requestId: "asc" }, { slot: "asc" }],
    select: {
      requestId: true,
      slot: true,
      serial: true,
      profile: true,
      profileVersion: true,
      tbs: true,
      createdAt: true,
    },
  });
}

/**
 * Takes note that the signer has buried these serials; only after this may new intents take their places.
 *
 * @returns those of which nobody had taken note before
 */
export async function recordVoid(tx: Tx, serials: readonly string[], now: Date): Promise<readonly string[]> {
  const voided = await tx.issuanceIntent.updateManyAndReturn({
    where: { serial: { in: [...serials] }, voidedAt: null },
    data: { voidedAt: now },
    select: { serial: true },
  });
  return voided.map(({ serial }) => serial);
}

/** A certificate to be stored, and what the certificate itself does not say. */
export interface IssuedCertificate {
  readonly requestId: string;
  readonly holderId: string;
  readonly slot: Slot;
  readonly storage: Storage;
  readonly profile: string;
  readonly profileVersion: number;
  readonly der: Uint8Array;
}

/** Stores certificates that were redeemed. */
export async function recordCertificates(
  tx: Tx,
  issuer: Issuer,
  issued: readonly IssuedCertificate[],
  now: Date,
): Promise<void> {
  const rows = issued.map(({ der, ...facts }) => {
    const certificate = parseCertificate(der);
    const { serial, notBefore, notAfter, spki, subjectKeyIdentifier = new Uint8Array() } = certificate;
    const shard = shardOf(certificate);
    const spkiSha256 = hash("sha256", spki, "base64");
    const contents = {
      serial,
      shard,
      notBefore,
      notAfter,
      spkiSha256,
      ski: toHex(subjectKeyIdentifier),
      der: base64(der),
    };
    return { id: newRowId(), ...facts, ...contents };
  });
  await tx.$executeRaw`
    INSERT INTO certificate (id, issuer_id, serial, holder_id, request_id, slot, profile, profile_version, storage, der,
      spki_sha256, ski, not_before, not_after, issued_at, shard)
    SELECT id, ${issuer.id}::uuid, serial, "holderId", "requestId", slot, profile, "profileVersion", storage,
      decode(der, 'base64'), decode("spkiSha256", 'base64'), ski, "notBefore", "notAfter", ${now.toISOString()}::timestamptz, shard
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row (id uuid, serial text, "holderId" uuid, "requestId" uuid,
      slot "Slot", profile text, "profileVersion" int, storage "Storage", der text, "spkiSha256" text, ski text,
      "notBefore" timestamptz, "notAfter" timestamptz, shard int)`;
}

/** Of certificates by the thousand; `toBase64` of pki, which browsers can run too, takes fifty times as long. */
const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
