import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes, fromBase64, toBase64, toHex } from "./bytes.ts";
import { PkiError } from "./error.ts";

/** What a log was when it was signed. */
export interface Checkpoint {
  /** Which log: an address without its scheme, that nobody has to be able to reach. */
  readonly origin: string;
  readonly size: number;
  /** Of the Merkle tree, 32 bytes. */
  readonly root: Uint8Array;
}

/** A key of Ed25519 by the name that its signatures go by. */
export interface NoteKey {
  readonly name: string;
  /** 32 bytes. @see RFC 8032 section 5.1.5 */
  readonly publicKey: Uint8Array;
}

/** Whether the signature is the key's over the data, by Ed25519. */
export type VerifyNote = (publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array) => boolean;

const ED25519 = Uint8Array.of(1);
const ID_BYTES = 4;
const KEY_BYTES = 32;
const NAME = /^[^\s+\p{Cc}]+$/u;
const MAX_SIGNATURES = 16;
const utf8 = (text: string) => new TextEncoder().encode(text);

/** @see c2sp.org/signed-note, "Ed25519 signatures" */
function keyIdOf({ name, publicKey }: NoteKey): Uint8Array {
  return sha256(concatBytes(utf8(`${name}\n`), ED25519, publicKey)).subarray(0, ID_BYTES);
}

/** The key as those who verify are given it, in the form of Go's `sumdb/note`: name, identifier, type and key. */
export function formatVerifierKey(key: NoteKey): string {
  return `${key.name}+${toHex(keyIdOf(key))}+${toBase64(concatBytes(ED25519, key.publicKey))}`;
}

/** @throws {PkiError} DOCUMENT_MALFORMED for all that `formatVerifierKey` does not write */
export function parseVerifierKey(text: string): NoteKey {
  const [name = "", , ...rest] = text.split("+");
  const bytes = bytesOr(rest.join("+"));
  const key = { name, publicKey: bytes.subarray(1) };
  if (!NAME.test(name) || bytes.length !== 1 + KEY_BYTES || formatVerifierKey(key) !== text) throw malformed("the key");
  return key;
}

/**
 * The signed note over a checkpoint.
 *
 * @param sign by Ed25519, with the private half of `publicKey`
 * @throws {PkiError} DOCUMENT_MALFORMED for an origin that is no name
 * @see c2sp.org/tlog-checkpoint, c2sp.org/signed-note
 */
export function signCheckpoint(
  checkpoint: Checkpoint,
  publicKey: Uint8Array,
  sign: (data: Uint8Array) => Uint8Array,
): string {
  const { origin, size, root } = checkpoint;
  if (!NAME.test(origin)) throw malformed("the origin");
  const text = `${origin}\n${size}\n${toBase64(root)}\n`;
  const signature = concatBytes(keyIdOf({ name: origin, publicKey }), sign(utf8(text)));
  return `${text}\n— ${origin} ${toBase64(signature)}\n`;
}

/**
 * The checkpoint in a signed note, once the log's own signature is proved. Those of others beside it are left alone.
 *
 * @param key of the log; its name is the origin
 * @throws {PkiError} DOCUMENT_MALFORMED, or SIGNATURE_INVALID when the log did not sign it
 */
export function openCheckpoint(note: string, key: NoteKey, verify: VerifyNote): Checkpoint {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const [origin = "", size = "", root = "", ...more] = text.split("\n");
  if (end < 0 || more.join() !== "" || !NAME.test(origin)) throw malformed("the text");
  if (!/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) throw malformed("the size");
  const bytes = bytesOr(root);
  if (bytes.length !== 32) throw malformed("the root");

  const own = signaturesIn(note.slice(end + 2)).filter(
    ({ name, signature }) => name === key.name && equalBytes(signature.subarray(0, ID_BYTES), keyIdOf(key)),
  );
  const holds = own.every(({ signature }) => verify(key.publicKey, utf8(text), signature.subarray(ID_BYTES)));
  if (own.length === 0 || !holds || origin !== key.name) {
    throw new PkiError("SIGNATURE_INVALID", `not signed by ${key.name}`);
  }
  return { origin, size: Number(size), root: bytes };
}

function signaturesIn(lines: string): readonly { readonly name: string; readonly signature: Uint8Array }[] {
  const found = lines.split("\n");
  if (found.pop() !== "" || found.length > MAX_SIGNATURES) throw malformed("the signatures");
  return found.map((line) => {
    const [, name = "", signature = ""] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    if (!NAME.test(name) || signature === "") throw malformed("a signature");
    return { name, signature: bytesOr(signature) };
  });
}

function bytesOr(base64: string): Uint8Array {
  try {
    return fromBase64(base64);
  } catch {
    throw malformed("base64");
  }
}

const malformed = (what: string) => new PkiError("DOCUMENT_MALFORMED", `${what} of a checkpoint`);
