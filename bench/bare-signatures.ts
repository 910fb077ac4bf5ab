import { generateKeyPairSync, randomBytes, sign, verify } from "node:crypto";
import type { Side } from "./bench.ts";
import { ratePerSecond } from "./rate-per-second.ts";

/** About what a TBSCertificate has. */
const DATA = randomBytes(1000);

const p256 = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

/** What one core can sign with node:crypto and nothing else. */
export function bareP256Signatures(): Side {
  const { privateKey } = p256();
  return {
    name: "bare P-256 signatures, one core",
    perSecond: async () => ratePerSecond(() => sign("sha256", DATA, privateKey)),
  };
}

/** What one core can verify with node:crypto, the key imported. */
export function bareVerifications(kind: "P-256" | "RSA-2048"): Side {
  const { privateKey, publicKey } = kind === "P-256" ? p256() : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signature = sign("sha256", DATA, privateKey);
  return {
    name: `bare ${kind} verifications, one core`,
    perSecond: async () => ratePerSecond(() => verify("sha256", DATA, publicKey, signature)),
  };
}
