import { X509Certificate } from "node:crypto";
import type { Storage } from "#ca/profiles.ts";
import { validityDays } from "#ca/validity.ts";
import { equalBytes } from "#pki/bytes.ts";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import { subjectOf } from "#pki/name.ts";
import { OID } from "#pki/oid.ts";
import type { Promised, World } from "./world.ts";

/** A certificate with what the register says of it. */
interface Row {
  readonly id: string;
  readonly serial: string;
  readonly der: Buffer;
  readonly storage: Storage;
  readonly iin: string;
  readonly bin: string | null;
  readonly intended: Buffer | null;
  readonly issuer: Buffer;
}

interface Looked {
  readonly row: Row;
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

const ANY_PURPOSE = "2.5.29.37.0";

/** What each certificate has to keep by itself. */
const RULES: readonly (readonly [id: string, what: string, holds: (looked: Looked) => boolean])[] = [
  [
    "B6",
    "the subject is the person and the organisation of the register",
    ({ row, certificate }) => {
      const { iin, bin } = subjectOf(certificate.subject);
      return iin === row.iin && (bin ?? null) === row.bin;
    },
  ],
  [
    "C2",
    "serials are positive and of 100 bits and more",
    ({ row, certificate }) => certificate.serial === row.serial && /^[0-7][0-9a-f]{31,39}$/.test(row.serial),
  ],
  [
    "C4",
    "what was signed is what was put on record before",
    ({ row, certificate }) => row.intended !== null && equalBytes(certificate.tbs, row.intended),
  ],
  [
    "C5",
    "a certificate lives as long as its storage says, to the second, and no longer than its issuer",
    ({ row, certificate: { notBefore, notAfter }, issuer }) => {
      const whole = notBefore.getTime() + validityDays(row.storage) * 86_400_000 - 1000;
      return notAfter.getTime() === Math.min(whole, issuer.notAfter.getTime());
    },
  ],
  [
    "C11",
    "OpenSSL finds the issuer's signature good",
    ({ row }) => new X509Certificate(row.der).verify(new X509Certificate(row.issuer).publicKey),
  ],
  [
    "C13",
    "no certificate is an authority's or a TLS server's",
    ({ certificate: { basicConstraints, extendedKeyUsage }, issuer }) =>
      [extendedKeyUsage, issuer.extendedKeyUsage].every(
        (usage) => usage !== undefined && !usage.includes(OID.serverAuth) && !usage.includes(ANY_PURPOSE),
      ) && basicConstraints?.ca !== true,
  ],
];

export const OF_CERTIFICATES: readonly Promised[] = RULES.map(([id, what, holds]) => ({
  ...{ id, what },
  async look(world) {
    const violations: string[] = [];
    let count = 0;
    for await (const looked of everyCertificate(world)) {
      count++;
      if (!keeps(holds, looked)) violations.push(looked.row.serial);
    }
    return { count, violations };
  },
}));

/** What can't be read keeps nothing. */
function keeps(holds: (looked: Looked) => boolean, looked: Looked): boolean {
  try {
    return holds(looked);
  } catch {
    return false;
  }
}

const AT_ONCE = 1000;

async function* everyCertificate({ client }: World): AsyncGenerator<Looked> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await client.query<Row>(
      `SELECT c.id, c.serial, c.der, c.storage, p.iin, o.bin, i.tbs AS intended, a.der AS issuer FROM certificate c
       JOIN authority_certificate a ON a.id = c.issuer_id JOIN holder h ON h.id = c.holder_id JOIN person p ON p.id = h.person_id
       LEFT JOIN organisation o ON o.id = h.organisation_id LEFT JOIN issuance_intent i ON i.serial = c.serial
       WHERE c.id > $1 ORDER BY c.id LIMIT ${AT_ONCE}`,
      [after],
    );
    for (const row of rows) yield { row, certificate: parseCertificate(row.der), issuer: parseCertificate(row.issuer) };
    after = rows.at(-1)?.id ?? after;
    if (rows.length < AT_ONCE) return;
  }
}
