import type { Certificate } from "./certificate.ts";

type Validity = Pick<Certificate, "notBefore" | "notAfter">;

/** Whether a certificate has begun by `at`. */
export function hasBegun({ notBefore }: Validity, at: Date): boolean {
  return at.getTime() >= notBefore.getTime();
}

/**
 * Whether a certificate has ended by `at`: its last second, `notAfter`, still counts to its end.
 *
 * OpenSSL takes that one second for expired. The standard says that the period is inclusive.
 *
 * @see RFC 5280 section 4.1.2.5
 */
export function hasEnded({ notAfter }: Validity, at: Date): boolean {
  return at.getTime() >= notAfter.getTime() + 1000;
}
