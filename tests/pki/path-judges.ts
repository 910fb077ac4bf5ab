import { parseCertificate } from "#pki/certificate.ts";
import { type Anchors, type Purpose, verifyPath } from "#pki/path.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { type Openssl, opensslIn } from "#tests/support/openssl.ts";
import { certify, ISSUING, NOW, ROOT } from "./openssl-authority.ts";

/** What OpenSSL says of a certificate that it believes. */
export const BELIEVED = "judged.der: OK\n";

export interface Judges {
  readonly openssl: Openssl;
  readonly anchors: Anchors;
  /** What we say about a certificate: nothing, or the code by which it is refused. */
  verify(der: Uint8Array, given?: { among?: Anchors; purpose?: Purpose; at?: Date }): Promise<void>;
  /** What OpenSSL says about it at its strictest, given files of authorities. */
  opensslSays(der: Uint8Array, given?: { issuing?: string; root?: string; purpose?: string }): string;
}

/** The two judges over one hierarchy that OpenSSL made: the files `root` and `issuing` of the folder. */
export function judges(folder: string): Judges {
  const openssl = opensslIn(folder);
  const anchors: Anchors = {
    roots: [parseCertificate(certify(openssl, ROOT))],
    intermediates: [parseCertificate(certify(openssl, ISSUING))],
  };
  return {
    openssl,
    anchors,
    async verify(der, { among = anchors, purpose = "SIGN_IN", at = NOW } = {}) {
      await verifyPath(parseCertificate(der), among, { at, purpose, primitives });
    },
    opensslSays(der, { issuing = "issuing", root = "root", purpose = "sslclient" } = {}) {
      openssl.write("judged.der", der);
      const chain = ["-CAfile", `${root}.pem`, "-untrusted", `${issuing}.pem`];
      const moment = ["-attime", `${NOW.getTime() / 1000}`];
      return openssl.says("verify", "-x509_strict", "-purpose", purpose, ...moment, ...chain, "judged.der");
    },
  };
}
