import { X509Certificate } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { wholeSecond } from "#ca/validity.ts";
import type { Certificate } from "#pki/certificate.ts";
import { issuingCertificate, rootCertificate } from "./authority-certificates.ts";
import { newAuthorityKey } from "./authority-key.ts";
import { newCheckpointKey } from "./checkpoint-key.ts";
import { rootCrl } from "./root-crl.ts";
import { openTranscript, type Transcript } from "./transcript.ts";

/** What a ceremony needs to know. */
export interface Ceremony {
  /** The folder to be filled: it must be empty, or not be there. */
  readonly dir: string;
  readonly now: Date;
  /** The base of the addresses in certificates, without a slash at its end. */
  readonly statusUrl: string;
  /** Asked once for each key, when it is encrypted. */
  readonly passphrase: (key: "root" | "issuing") => string | Promise<string>;
  /** Who takes part, for the transcript. */
  readonly by: readonly string[];
}

/** What a ceremony leaves behind that is no secret. */
export interface Hierarchy {
  readonly root: Certificate;
  readonly issuing: Certificate;
  /** DER, empty, for a year. */
  readonly rootCrl: Uint8Array;
}

/**
 * Makes the root and the issuing authority and the log's key, all encrypted, an empty CRL of the root and a transcript.
 *
 * All files come into the folder at once or none does. No file of an earlier ceremony is ever touched.
 *
 * @throws {Error} one sentence, when the folder holds anything
 */
export async function makeHierarchy(ceremony: Ceremony): Promise<Hierarchy> {
  const { dir, now, statusUrl } = ceremony;
  requireEmpty(dir);
  const unfinished = `${dir}.unfinished`;
  mkdirSync(dirname(dir), { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o755 });

  const transcript = openTranscript(ceremony);
  const file = (name: string, contents: string | Uint8Array, mode = 0o644) => {
    writeFileSync(join(unfinished, name), contents, { mode, flush: true });
    transcript.file(name, contents);
  };

  const rootKey = newAuthorityKey("P-384");
  transcript.step("The root key was made: EC P-384.");
  const root = await rootCertificate(rootKey, now);
  transcript.certificate("The root signed its own certificate.", root);
  file("root.cer", root.der);

  const issuingKey = newAuthorityKey("P-256");
  transcript.step("The issuing key was made: EC P-256.");
  const issuing = await issuingCertificate(issuingKey.spki, { key: rootKey, certificate: root }, { now, statusUrl });
  transcript.certificate("The root signed the certificate of the issuing authority.", issuing);
  file("issuing.cer", issuing.der);

  const crl = await rootCrl(rootKey, root, wholeSecond(now));
  transcript.step("The root signed an empty CRL, for a year.");
  file("root.crl", crl);

  file("root.key.pem", await rootKey.seal(await ceremony.passphrase("root")), 0o600);
  const passphrase = await ceremony.passphrase("issuing");
  file("issuing.key.pem", await issuingKey.seal(passphrase), 0o600);
  const logKey = await newCheckpointKey(statusUrl, passphrase);
  transcript.step(`The log's key was made: Ed25519, ${logKey["checkpoint.vkey"].trimEnd()}.`);
  file("checkpoint.vkey", logKey["checkpoint.vkey"]);
  file("checkpoint.key.pem", logKey["checkpoint.key.pem"], 0o600);
  transcript.step(
    "All keys were encrypted. The root key belongs off this machine; no process of the account opens it.",
  );

  requireChain(root, issuing, transcript);
  writeFileSync(join(unfinished, "transcript.txt"), transcript.text(), { mode: 0o444, flush: true });
  renameSync(unfinished, dir);
  chmodSync(dir, 0o755);
  return { root, issuing, rootCrl: crl };
}

function requireEmpty(dir: string): void {
  const found = listing(dir);
  if (found.length > 0)
    throw new Error(`the folder ${dir} is not empty (${found.join(", ")}): a ceremony overwrites nothing`);
}

function listing(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** Reads the results back with OpenSSL's eyes. */
function requireChain(root: Certificate, issuing: Certificate, transcript: Transcript): void {
  const rootRead = new X509Certificate(root.der);
  const issuingRead = new X509Certificate(issuing.der);
  if (
    !rootRead.verify(rootRead.publicKey) ||
    !issuingRead.verify(rootRead.publicKey) ||
    !issuingRead.checkIssued(rootRead)
  ) {
    throw new Error("the certificates that were made do not form a chain");
  }
  transcript.step("OpenSSL read both certificates and found the chain whole.");
}
