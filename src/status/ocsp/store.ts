import type pg from "pg";
import { REASON_CODES } from "#ca/revocation/reason-codes.ts";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import type { CertificateRow } from "./certificate-index.ts";

/*
 * Over one connection of the driver's own, not Prisma's pool: what is read later on one connection is never older, so the
 * last word about a certificate is always the newest. The same connection hears what has changed.
 */

/** The channel on which the register tells the serial numbers that are new or have changed, or `*` for very many. */
export const CHANNEL = "tanba_certificate";

/** So many rows are read in one turn: some milliseconds, in which nobody is answered. */
const PAGE = 2_000;

/** The issuing authority in use. */
export interface IssuerInUse {
  readonly id: string;
  readonly certificate: Certificate;
}

/** The issuing certificate that began last; undefined before the ceremony. */
export async function readIssuer(client: pg.Client): Promise<IssuerInUse | undefined> {
  const { rows } = await client.query<{ id: string; der: Buffer }>(
    "SELECT id, der FROM authority_certificate WHERE kind = 'ISSUING' ORDER BY not_before DESC LIMIT 1",
  );
  const [row] = rows;
  return row && { id: row.id, certificate: parseCertificate(row.der) };
}

type Row = [
  serial: string,
  notAfterMs: string,
  revokedAtMs: string | null,
  reason: keyof typeof REASON_CODES | null,
  id: string,
  isOrdered?: boolean,
];

const COLUMNS = `serial, floor(extract(epoch FROM not_after) * 1000)::bigint,
  floor(extract(epoch FROM revoked_at) * 1000)::bigint, revocation_reason, id`;

const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** Where to go on reading; undefined when all was read. */
export type Place = string | undefined;

/** One page of all certificates, in the order in which they were made, which is that of the disk. */
export async function readPage(
  client: pg.Client,
  issuerId: string,
  after: string = FIRST_ID,
): Promise<{ readonly rows: readonly CertificateRow[]; readonly next: Place }> {
  const { rows } = await client.query<Row>({
    name: "page",
    text: `SELECT ${COLUMNS} FROM certificate WHERE issuer_id = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}`,
    values: [issuerId, after],
    rowMode: "array",
  });
  return { rows: rows.map(rowOf), next: rows.length === PAGE ? rows.at(-1)?.[4] : undefined };
}

/** The certificates of the keys of `status` itself, which are a few. */
export async function readServices(client: pg.Client, issuerId: string): Promise<readonly CertificateRow[]> {
  const { rows } = await client.query<Row>({
    text: `SELECT ${COLUMNS} FROM service_certificate WHERE issuer_id = $1 AND der IS NOT NULL`,
    values: [issuerId],
    rowMode: "array",
  });
  return rows.map(rowOf);
}

/** The serial numbers of all certificates that somebody has ordered to revoke or to release, and nobody has done so yet. */
export async function readOrdered(client: pg.Client, issuerId: string): Promise<readonly string[]> {
  const { rows } = await client.query<[serial: string]>({
    text: `SELECT serial FROM certificate WHERE issuer_id = $1
      AND id IN (SELECT certificate_id FROM revocation_order WHERE done_at IS NULL)`,
    values: [issuerId],
    rowMode: "array",
  });
  return rows.map(([serial]) => serial);
}

/** A certificate, and whether somebody's order to change its status is not done yet. */
export type OrderedRow = CertificateRow & { readonly isOrdered: boolean };

const IS_ORDERED = `EXISTS (
  SELECT FROM revocation_order WHERE certificate_id = certificate.id AND done_at IS NULL)`;

/** The certificates of some serial numbers, as they are now. */
export async function readSome(
  client: pg.Client,
  issuerId: string,
  serials: readonly string[],
): Promise<readonly OrderedRow[]> {
  const { rows } = await client.query<Row>({
    name: "some",
    text: `SELECT ${COLUMNS}, ${IS_ORDERED} FROM certificate WHERE issuer_id = $1 AND serial = ANY ($2)
      UNION ALL SELECT ${COLUMNS}, false FROM service_certificate
      WHERE issuer_id = $1 AND serial = ANY ($2) AND der IS NOT NULL`,
    values: [issuerId, serials],
    rowMode: "array",
  });
  return rows.map((row) => ({ ...rowOf(row), isOrdered: row[5] === true }));
}

function rowOf([serial, notAfterMs, revokedAtMs, reason]: Row): CertificateRow {
  const notAfter = new Date(Number(notAfterMs));
  if (revokedAtMs === null || reason === null) return { serial, notAfter };
  return { serial, notAfter, revocation: { at: new Date(Number(revokedAtMs)), reason: REASON_CODES[reason] } };
}
