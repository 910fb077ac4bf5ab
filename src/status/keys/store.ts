import type { ServiceKind } from "#ca/service/profiles.ts";
import type { Database } from "#platform/database.ts";

/** What has become of an order for a certificate. */
export interface OrderState {
  /** Hexadecimal. */
  readonly csrSha256: string;
  /** DER of the certificate and of its issuer's, once it is issued. */
  readonly issued?: { readonly der: Uint8Array; readonly issuerDer: Uint8Array };
  /** Whether it was refused, or its certificate revoked. */
  readonly dead: boolean;
}

/** The orders for these requests that count: one that was buried is as if it had never been asked. */
export async function findOrders(db: Database, csrSha256s: readonly string[]): Promise<readonly OrderState[]> {
  const rows = await db.serviceCertificate.findMany({
    where: {
      csrSha256: { in: csrSha256s.map((digest) => new Uint8Array(Buffer.from(digest, "hex"))) },
      OR: [{ voidedAt: null }, { refusedFor: { not: null } }],
    },
    select: { csrSha256: true, der: true, refusedFor: true, revokedAt: true, issuer: { select: { der: true } } },
  });
  return rows.map(({ csrSha256, der, refusedFor, revokedAt, issuer }) => ({
    csrSha256: Buffer.from(csrSha256).toString("hex"),
    ...(der && issuer && { issued: { der, issuerDer: issuer.der } }),
    dead: refusedFor !== null || revokedAt !== null,
  }));
}

/** Asks the worker for a certificate; for the same request again it only reminds. */
export async function askForCertificate(db: Database, kind: ServiceKind, csr: Uint8Array<ArrayBuffer>): Promise<void> {
  await db.$executeRaw`SELECT tanba_ask_service_certificate(${kind}::"ServiceKind", ${csr})`;
}
