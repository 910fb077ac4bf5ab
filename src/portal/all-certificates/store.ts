import type { Database, Tx } from "#platform/database.ts";
import { plannedAnew } from "#platform/planned-anew.ts";
import { Prisma } from "#platform/prisma/client.ts";
import { placeOf, searchFor } from "#portal/certificates/key-search.ts";
import { searchCertificates } from "#portal/certificates/search/store.ts";
import { LISTED } from "#portal/certificates/store.ts";
import type { Meant } from "./contract.ts";

interface Window {
  /** The serial of the certificate that the page begins behind. */
  readonly after: string | undefined;
  readonly take: number;
}

const ISSUED_BY_US = { issuer: { kind: "ISSUING" } } as const;

/** Certificates that fit, from a place on, no more than `take`. */
export async function findCertificates(db: Database, meant: Meant, window: Window) {
  if ("hex" in meant) return findByHex(db, meant.hex);
  return "number" in meant ? findByNumber(db, meant.number, window) : findByName(db, meant.words, window);
}

/** By both: what is typed may be either, and an OR over both columns would be a scan. */
async function findByHex(db: Database, hex: string) {
  const [bySerial, bySki] = await Promise.all(
    [{ serial: hex }, { ski: hex }].map((where) =>
      db.certificate.findMany({ where: { ...where, ...ISSUED_BY_US }, select: LISTED, take: 2 }),
    ),
  );
  return [...(bySerial ?? []), ...(bySki ?? [])];
}

/** A person's or an organisation's, the newest first. */
async function findByNumber(db: Database, number: string, { after, take }: Window) {
  const [person, organisation, last] = await Promise.all([
    db.person.findUnique({ where: { iin: number }, select: { id: true } }),
    db.organisation.findUnique({ where: { bin: number }, select: { id: true } }),
    after === undefined ? null : findPlace(db, after),
  ]);
  const whose = person ? { personId: person.id } : organisation && { organisationId: organisation.id };
  if (!whose) return [];
  const cursor = last ? { after: placeOf(last) } : {};
  return searchCertificates(db, searchFor(whose, {}, { now: new Date(0) }), { cursor, take });
}

const WHOLE_NAME = Prisma.sql`lower(p.surname || ' ' || p.given_name || coalesce(' ' || p.patronymic, ''))`;
/** As the index of names has them. */
const PLACE = Prisma.sql`lower(p.surname) COLLATE "C", lower(p.given_name) COLLATE "C", p.id`;

/** By name, of one person the newest first. The first word finds the place in the index, the others are looked at there. */
async function findByName(db: Database, words: readonly string[], { after, take }: Window) {
  const last = after === undefined ? null : await findPlace(db, after);
  const behind = last
    ? Prisma.sql`AND (${PLACE}) >= (SELECT ${PLACE} FROM person p WHERE p.id = ${last.holder.personId}::uuid)
        AND (p.id <> ${last.holder.personId}::uuid OR (c.issued_at, c.id) < (${last.issuedAt}, ${last.id}::uuid))`
    : Prisma.empty;
  return plannedAnew(db, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT c.id FROM person p JOIN holder h ON h.person_id = p.id JOIN certificate c ON c.holder_id = h.id
      WHERE lower(p.surname) COLLATE "C" LIKE ${`${words[0]}%`} AND ${WHOLE_NAME} LIKE ${`${words.join("% ")}%`} ${behind}
      ORDER BY ${PLACE}, c.issued_at DESC, c.id DESC LIMIT ${take}`;
    return inOrder(tx, rows);
  });
}

async function inOrder(tx: Tx, rows: readonly { readonly id: string }[]) {
  const ids = rows.map(({ id }) => id);
  const found = await tx.certificate.findMany({ where: { id: { in: ids } }, select: { ...LISTED, id: true } });
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
}

async function findPlace(db: Database, serial: string) {
  return db.certificate.findFirst({
    where: { serial, ...ISSUED_BY_US },
    select: { id: true, issuedAt: true, requestId: true, slot: true, holder: { select: { personId: true } } },
  });
}

/** A certificate of anybody's, with the other one of its pair and the authority's orders about it, the newest first. */
export async function findForStaff(db: Database, serial: string) {
  return db.certificate.findFirst({
    where: { serial, ...ISSUED_BY_US },
    select: {
      ...LISTED,
      ...{ id: true, der: true, ski: true },
      request: { select: { ...LISTED.request.select, keyAlgorithm: true, certificates: { select: LISTED } } },
      authorityOrders: {
        orderBy: { orderId: "desc" },
        take: 50,
        select: { order: { select: { id: true, reason: true, state: true, signedAt: true, expiresAt: true } } },
      },
    },
  });
}
