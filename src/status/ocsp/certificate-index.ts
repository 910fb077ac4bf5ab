/** What is known of a certificate that was revoked or is on hold. Instants are in milliseconds. */
export interface RevokedRecord {
  readonly revokedAt: number;
  /** The CRLReason. */
  readonly reason: number;
  /** The minute, since 1970, in which it ends. */
  readonly endMinute: number;
}

/**
 * What is known of an issued certificate: of a good one the minute in which it ends, as a number, so that a million of
 * them need a hundred bytes each. A change of status always makes another value: answers are compared by it.
 */
export type CertificateRecord = number | RevokedRecord;

/** A row of the register. */
export interface CertificateRow {
  /** Lower-case hexadecimal of the content octets of the INTEGER. */
  readonly serial: string;
  readonly notAfter: Date;
  readonly revocation?: { readonly at: Date; readonly reason: number };
}

/** Every certificate that one issuer has issued, by its serial number's octets as a latin1 text. */
export interface CertificateIndex {
  readonly size: number;
  get(serial: string): CertificateRecord | undefined;
  /** Takes over what the register says; false when it takes a revocation back, which is not believed. */
  set(row: CertificateRow): boolean;
}

const CERTIFICATE_HOLD = 6;
const MINUTE_MS = 60_000;

export const isHold = ({ reason }: RevokedRecord) => reason === CERTIFICATE_HOLD;
export const endOf = (record: CertificateRecord) =>
  new Date((typeof record === "number" ? record : record.endMinute) * MINUTE_MS);

/** An index with nothing in it. */
export function certificateIndex(): CertificateIndex {
  const records = new Map<string, CertificateRecord>();
  return {
    get size() {
      return records.size;
    },
    get: (serial) => records.get(serial),
    set(row) {
      const serial = Buffer.from(row.serial, "hex").toString("latin1");
      const known = records.get(serial);
      // a register that was restored from yesterday must not make anybody trust a stolen key again
      const isFinal = typeof known === "object" && !isHold(known);
      if (isFinal && (!row.revocation || row.revocation.reason === CERTIFICATE_HOLD)) return false;
      const next = recordOf(row);
      if (!isSame(known, next)) records.set(serial, next);
      return true;
    },
  };
}

function recordOf({ notAfter, revocation }: CertificateRow): CertificateRecord {
  const endMinute = Math.ceil(notAfter.getTime() / MINUTE_MS);
  return revocation ? { revokedAt: revocation.at.getTime(), reason: revocation.reason, endMinute } : endMinute;
}

/** Reading the same row again must not make answers look outdated. */
function isSame(known: CertificateRecord | undefined, next: CertificateRecord): boolean {
  if (typeof known !== "object" || typeof next !== "object") return known === next;
  return known.revokedAt === next.revokedAt && known.reason === next.reason && known.endMinute === next.endMinute;
}
