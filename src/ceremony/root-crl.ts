import type { Certificate } from "#pki/certificate.ts";
import { keyIdentifierOf } from "#pki/certificate.ts";
import { assembleCrl, crlNumber, encodeCrlTbs } from "#pki/crl.ts";
import { authorityKeyIdentifier } from "#pki/extensions.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import type { AuthorityKey } from "./authority-key.ts";

const YEAR_MS = 365 * 86_400_000;

/** The root's CRL: it has revoked nothing, and says so for a year. @see RFC 5280 section 5.1 */
export async function rootCrl(key: AuthorityKey, root: Certificate, thisUpdate: Date): Promise<Uint8Array> {
  const tbs = encodeCrlTbs({
    algorithm: key.algorithm,
    issuer: root.subject,
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + YEAR_MS),
    entries: [],
    extensions: [authorityKeyIdentifier(await keyIdentifierOf(key.spki, nodePrimitives)), crlNumber(1n)],
  });
  return assembleCrl(tbs, key.algorithm, key.sign(tbs));
}
