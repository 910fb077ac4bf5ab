import { toHex } from "#pki/bytes.ts";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import { partsOf, readDer } from "#pki/der.ts";
import { readOid } from "#pki/der-values.ts";
import { PkiError } from "#pki/error.ts";
import { parseName, subjectOf } from "#pki/name.ts";
import { OID } from "#pki/oid.ts";
import { type Anchors, purposeOf } from "#pki/path.ts";
import { importPassword } from "#pki/pbes2.ts";
import { type KeyPairEntry, openPkcs12 } from "#pki/pkcs12.ts";
import { webPrimitives } from "../web-primitives.ts";
import type { HeldKey } from "./held-key.ts";
import { issuerOf } from "./issuer-of.ts";
import { type KeyFileProblem, MAX_KEY_FILE_BYTES, type OpenedKey } from "./opened-key.ts";
import { fitsCertificate, importPrivateKey } from "./private-key.ts";

/** More keys than anybody keeps in one file; each is tried, which with the longest takes some 30 ms. */
const MAX_KEYS = 16;

/** A file as the person picked it. */
export interface PickedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is known where files are opened. */
export interface Opening {
  readonly password: string;
  readonly anchors: Anchors;
  readonly now: Date;
}

/** Opens one key file; a string says why it is none that we can use. */
export async function openKeyFile(file: PickedFile, opening: Opening): Promise<readonly HeldKey[] | KeyFileProblem> {
  if (file.bytes.length === 0) return "EMPTY";
  if (file.bytes.length > MAX_KEY_FILE_BYTES) return "TOO_LARGE";
  try {
    const entries = await openPkcs12(file.bytes, opening.password, { crypto });
    try {
      return await holdKeys(entries, file.name, opening);
    } finally {
      for (const { privateKey } of entries) privateKey.fill(0);
    }
  } catch (cause) {
    return problemOf(cause);
  }
}

async function holdKeys(entries: readonly KeyPairEntry[], fileName: string, opening: Opening) {
  if (entries.length === 0) return "NO_KEY_INSIDE";
  const usable = entries.filter((entry) => !isGost(entry));
  if (usable.length === 0) return "GOST_NOT_YET";
  if (usable.length > MAX_KEYS) return "TOO_COSTLY";
  const held: HeldKey[] = [];
  for (const entry of usable) held.push(await holdKey(entry, fileName, opening));
  return held;
}

/** Kazakh and Russian GOST keys of every generation, by the arcs of their algorithms. */
function isGost({ privateKey }: KeyPairEntry): boolean {
  const parts = partsOf(readDer(privateKey));
  parts.next();
  const algorithm = readOid(partsOf(parts.next()).next());
  return algorithm.startsWith("1.2.398.3.10.1.1.") || algorithm.startsWith("1.2.643.");
}

async function holdKey(entry: KeyPairEntry, fileName: string, { password, anchors, now }: Opening): Promise<HeldKey> {
  const certificate = parseCertificate(entry.certificate);
  const privateKey = await importPrivateKey(entry.privateKey, certificate.spki);
  if (!(await fitsCertificate(privateKey, certificate))) throw new PkiError("PKCS12_MALFORMED", "two keys in one pair");
  return {
    shown: {
      id: toHex(await webPrimitives.digest("SHA-256", certificate.der)),
      fileName,
      purpose: purposeOf(certificate),
      ...whose(certificate),
      serial: certificate.serial,
      notBefore: certificate.notBefore.toISOString(),
      notAfter: certificate.notAfter.toISOString(),
      validity: validityOf(certificate, now),
      issuer: await issuerOf(certificate, anchors),
    },
    certificate,
    privateKey,
    password: await importPassword(password, crypto),
  };
}

/** A stranger's certificate may name its subject in other ways than ours do; then its common name will do. */
function whose({ subject }: Certificate): Pick<OpenedKey, "commonName" | "iin" | "bin" | "organisation"> {
  try {
    const { commonName, iin, bin, organisation } = subjectOf(subject);
    return { commonName, iin, bin, organisation };
  } catch (cause) {
    if (!(cause instanceof PkiError)) throw cause;
    const commonName = parseName(subject)
      .flat()
      .find(({ type }) => type === OID.commonName);
    return { commonName: commonName?.value ?? "" };
  }
}

function validityOf({ notBefore, notAfter }: Certificate, now: Date): OpenedKey["validity"] {
  if (now < notBefore) return "NOT_YET_VALID";
  return now > notAfter ? "EXPIRED" : "VALID";
}

/** Whatever else is wrong with a file that opens, to the person it is not a key file of this kind. */
function problemOf(cause: unknown): KeyFileProblem {
  if (cause instanceof PkiError && cause.code === "PASSWORD_WRONG") return "PASSWORD_WRONG";
  if (cause instanceof PkiError && cause.code === "PKCS12_TOO_COSTLY") return "TOO_COSTLY";
  if (cause instanceof PkiError || cause instanceof DOMException) return "NOT_A_KEY_FILE";
  throw cause;
}
