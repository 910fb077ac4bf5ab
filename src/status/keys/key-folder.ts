import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject, sign } from "node:crypto";
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { requestNonce, SERVICE_PROFILES, type ServiceKind, serviceName } from "#ca/service/profiles.ts";
import { assembleCsr, buildCsrInfo } from "#pki/csr.ts";
import { STORAGE_OIDS } from "#pki/oid.ts";

/** A private key of this process, and the request for its certificate that it has signed. */
export interface OwnKey {
  readonly kind: ServiceKind;
  readonly path: string;
  readonly privateKey: KeyObject;
  /** DER CertificationRequest: made once, so that asking again asks for the same. */
  readonly csr: Uint8Array<ArrayBuffer>;
  /** Hexadecimal; what the register knows the order by. */
  readonly csrSha256: string;
}

const NAME = /^(ocsp|tsa|directory)-[0-9a-f]{16}\.pem$/;

/**
 * Makes the folder of the keys when there is none.
 *
 * @throws {Error} one sentence, when it can't be written
 */
export function openKeyFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : cause;
    throw new Error(`the folder of the keys, ${folder}, can't be written (${code})`, { cause });
  }
}

/**
 * All keys in the folder. A file that can't be read as one is set aside under another name: what it stood for is made
 * anew, since only the register knows what such a key has signed.
 */
export function readOwnKeys(folder: string, onBroken: (path: string) => void): readonly OwnKey[] {
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  return names.flatMap((name) => {
    const path = join(folder, name);
    const key = readOwnKey(path, kindOf(name));
    if (key) return [key];
    renameSync(path, `${path}.broken`);
    onBroken(path);
    return [];
  });
}

const kindOf = (name: string): ServiceKind =>
  name.startsWith("ocsp") ? "OCSP" : name.startsWith("tsa") ? "TSA" : "DIRECTORY";

function readOwnKey(path: string, kind: ServiceKind): OwnKey | undefined {
  try {
    const text = readFileSync(path, "utf8");
    const privateKey = createPrivateKey(text);
    const csr = derIn(text);
    if (!csr || privateKey.asymmetricKeyDetails?.namedCurve !== "prime256v1") return undefined;
    return ownKey({ kind, path, privateKey, csr });
  } catch {
    return undefined;
  }
}

/** Makes a key and its request and keeps both, whole or not at all, for this account alone. */
export function makeOwnKey(folder: string, kind: ServiceKind): OwnKey {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const csr = requestFor(kind, privateKey);
  const path = join(folder, `${kind.toLowerCase()}-${hash("sha256", csr).slice(0, 16)}.pem`);
  const unfinished = `${path}.unfinished`;
  const pem = `${privateKey.export({ type: "pkcs8", format: "pem" })}${requestPem(csr)}`;
  writeFileSync(unfinished, pem, { mode: 0o600, flush: true });
  renameSync(unfinished, path);
  return ownKey({ kind, path, privateKey, csr });
}

export function removeOwnKey({ path }: OwnKey): void {
  rmSync(path, { force: true });
}

const ownKey = (key: Omit<OwnKey, "csrSha256">): OwnKey => ({ ...key, csrSha256: hash("sha256", key.csr) });

function requestFor(kind: ServiceKind, privateKey: KeyObject): Uint8Array<ArrayBuffer> {
  const info = buildCsrInfo({
    subject: serviceName(SERVICE_PROFILES[kind]),
    spki: createPublicKey(privateKey).export({ type: "spki", format: "der" }),
    nonce: requestNonce(kind),
    storage: { type: STORAGE_OIDS.PERSONAL_COMPUTER },
  });
  return assembleCsr(info, "ECDSA-P256-SHA256", sign("sha256", info, privateKey));
}

/** @see RFC 7468 section 7 */
function requestPem(csr: Uint8Array): string {
  const lines =
    Buffer.from(csr)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join("\n")}\n-----END CERTIFICATE REQUEST-----\n`;
}

function derIn(pem: string): Uint8Array<ArrayBuffer> | undefined {
  const [, base64] = /-----BEGIN CERTIFICATE REQUEST-----\n([A-Za-z0-9+/=\n]+)-----END/.exec(pem) ?? [];
  return base64 === undefined ? undefined : new Uint8Array(Buffer.from(base64, "base64"));
}
