import { verify, X509Certificate } from "node:crypto";
import { equalBytes } from "#pki/bytes.ts";
import type { Certificate } from "#pki/certificate.ts";
import { OID } from "#pki/oid.ts";
import type { SigningKey } from "./software-key.ts";

/** The three things that have to fit each other before anything is signed. */
export interface SelfTestParts {
  readonly key: SigningKey;
  readonly issuing: Certificate;
  readonly root: Certificate;
  readonly now: Date;
}

/**
 * Checks that key, issuing certificate and root belong together and are in force, with OpenSSL's eyes where it has any.
 *
 * @throws {Error} with one sentence naming what does not fit
 */
export function selfTest({ key, issuing, root, now }: SelfTestParts): void {
  const holds: readonly (readonly [boolean, string])[] = [
    [equalBytes(key.spki, issuing.spki), "the issuing key is not the key of the issuing certificate"],
    [signsWell(key, issuing), "the issuing key makes signatures that do not verify"],
    [isSignedBy(root, root), "the root certificate is not signed by itself"],
    [isSignedBy(issuing, root), "the issuing certificate is not signed by the root"],
    [equalBytes(issuing.issuer, root.subject), "the issuing certificate names another issuer than the root"],
    [isInForce(root, now), "the root certificate is not in force"],
    [isInForce(issuing, now), "the issuing certificate is not in force"],
    [isAuthority(root), "the root certificate is not one of an authority"],
    [isAuthority(issuing), "the issuing certificate is not one of an authority"],
    [issuing.basicConstraints?.pathLength === 0, "the issuing certificate may have authorities below it"],
    [isConstrained(issuing), "the issuing certificate is not kept from TLS servers by its extended key usage"],
  ];
  const broken = holds.find(([fits]) => !fits);
  if (broken) throw new Error(broken[1]);
}

function signsWell(key: SigningKey, issuing: Certificate): boolean {
  const probe = new TextEncoder().encode("the signer's self-test");
  const digest = key.algorithm === "ECDSA-P384-SHA384" ? "sha384" : "sha256";
  return verify(digest, probe, new X509Certificate(issuing.der).publicKey, key.sign(probe));
}

const isSignedBy = (certificate: Certificate, issuer: Certificate) =>
  new X509Certificate(certificate.der).verify(new X509Certificate(issuer.der).publicKey);

const isInForce = ({ notBefore, notAfter }: Certificate, now: Date) => notBefore <= now && now <= notAfter;

const isAuthority = ({ basicConstraints, keyUsage }: Certificate) =>
  basicConstraints?.ca === true && keyUsage?.has("keyCertSign") === true && keyUsage.has("cRLSign");

const ANY_PURPOSE = "2.5.29.37.0";

const isConstrained = ({ extendedKeyUsage }: Certificate) =>
  extendedKeyUsage !== undefined &&
  !extendedKeyUsage.some((purpose) => purpose === OID.serverAuth || purpose === ANY_PURPOSE);
