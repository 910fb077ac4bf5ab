import type { Database } from "#platform/database.ts";

/** What is published: the authority's certificates, and the newest CRLs of each. */
export interface Published {
  readonly certificates: readonly { readonly kind: string; readonly der: Uint8Array; readonly notBefore: Date }[];
  readonly crls: readonly PublishedCrl[];
}

export interface PublishedCrl {
  /** ROOT or ISSUING. */
  readonly issuer: string;
  /** FULL or DELTA. */
  readonly kind: string;
  readonly der: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

/** Reads all that is published, of the root and the issuing authority in use. */
export async function readPublished(db: Database): Promise<Published> {
  const authorities = await db.authorityCertificate.findMany({
    where: { kind: { in: ["ROOT", "ISSUING"] } },
    orderBy: { notBefore: "asc" },
    select: { id: true, kind: true, der: true, notBefore: true },
  });
  // of each kind the one that began last
  const inUse = [...new Map(authorities.map((authority) => [authority.kind, authority])).values()];
  const newest = await Promise.all(
    inUse.flatMap(({ id, kind: issuer }) =>
      ["FULL", "DELTA"].map(async (kind) => {
        const crl = await db.crl.findFirst({
          where: { issuerId: id, kind },
          orderBy: { number: "desc" },
          select: { der: true, thisUpdate: true, nextUpdate: true },
        });
        return crl ? [{ issuer, kind, ...crl }] : [];
      }),
    ),
  );
  return { certificates: inUse, crls: newest.flat() };
}
