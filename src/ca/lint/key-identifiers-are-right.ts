import { hash } from "node:crypto";
import { equalBytes, toHex } from "#pki/bytes.ts";
import { partsOf, readDer } from "#pki/der.ts";
import { readBitStringBytes } from "#pki/der-values.ts";
import { OID } from "#pki/oid.ts";
import type { CommonLint } from "./lint.ts";

export const keyIdentifiersAreRight: CommonLint = {
  rule: "key-identifiers-are-right",
  source:
    "RFC 5280 sections 4.2.1.1 and 4.2.1.2: SHA-1 of the key's bits, and the issuer's own identifier; not critical",
  find({ certificate, issuer }) {
    const { subjectKeyIdentifier: own, authorityKeyIdentifier: authority, extensions } = certificate;
    if (!own || toHex(own) !== sha1OfKey(certificate.spki)) return "another subject key identifier";
    if (!authority || !issuer.subjectKeyIdentifier || !equalBytes(authority, issuer.subjectKeyIdentifier)) {
      return "another authority key identifier";
    }
    const critical = [OID.subjectKeyIdentifier, OID.authorityKeyIdentifier].some(
      (type) => extensions.get(type)?.critical,
    );
    return critical ? "a key identifier that is critical" : undefined;
  },
};

function sha1OfKey(spki: Uint8Array): string {
  const parts = partsOf(readDer(spki));
  parts.next();
  return hash("sha1", readBitStringBytes(parts.next()));
}
