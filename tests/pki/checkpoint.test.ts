import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { expect, it } from "vitest";
import { fromBase64 } from "#pki/bytes.ts";
import {
  formatVerifierKey,
  openCheckpoint,
  parseVerifierKey,
  signCheckpoint,
  type VerifyNote,
} from "#pki/checkpoint.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";

const peer = opensslIn(temporaryFolder());

/** The example of golang.org/x/mod/sumdb/note, of which C2SP's signed-note tells. */
const PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NOTE =
  "If you think cryptography is the answer to your problem,\n" +
  "then you don't know what your problem is.\n\n" +
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const byNode: VerifyNote = (publicKey, data, signature) => {
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: "der", type: "spki" });
  return verify(null, data, key, signature);
};

function newLog(name = "localhost:3001/log") {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = new Uint8Array(publicKey.export({ type: "spki", format: "der" }).subarray(SPKI_PREFIX.length));
  return {
    key: { name, publicKey: raw },
    spki: publicKey,
    sign: (data: Uint8Array) => new Uint8Array(sign(null, data, privateKey)),
  };
}

const ROOT = new Uint8Array(32).fill(7);

it("writes a key as Go does, and reads it", () => {
  expect(formatVerifierKey(parseVerifierKey(PETER))).toBe(PETER);
});

it("finds the signature of Go's example good, whose text is no checkpoint", () => {
  const { publicKey } = parseVerifierKey(PETER);
  const text = NOTE.slice(0, NOTE.lastIndexOf("\n\n") + 1);
  const signature = fromBase64(NOTE.split(" ").at(-1)?.trim() ?? "");
  expect(byNode(publicKey, new TextEncoder().encode(text), signature.subarray(4))).toBe(true);
  expect(() => openCheckpoint(NOTE, parseVerifierKey(PETER), byNode)).toThrowWithCode("DOCUMENT_MALFORMED");
});

it("writes what C2SP says, and OpenSSL finds the signature good", () => {
  const log = newLog();
  const note = signCheckpoint({ origin: log.key.name, size: 20852163, root: ROOT }, log.key.publicKey, log.sign);
  const [text = "", signatures = ""] = note.split(/(?<=\n)\n/);
  expect(text).toBe(`localhost:3001/log\n20852163\n${Buffer.from(ROOT).toString("base64")}\n`);
  const [, base64 = ""] = /^— localhost:3001\/log (\S+)\n$/.exec(signatures) ?? [];
  expect(opensslSays(log.spki, text, Buffer.from(base64, "base64").subarray(4))).toContain(
    "Signature Verified Successfully",
  );
  expect(openCheckpoint(note, log.key, byNode)).toEqual({ origin: log.key.name, size: 20852163, root: ROOT });
});

it("leaves the signatures of others alone", () => {
  const [log, witness] = [newLog(), newLog("witness.example")];
  const checkpoint = { origin: log.key.name, size: 5, root: ROOT };
  const note = signCheckpoint(checkpoint, log.key.publicKey, log.sign);
  const other = signCheckpoint({ ...checkpoint, origin: "witness.example" }, witness.key.publicKey, witness.sign)
    .split("\n")
    .at(-2);
  expect(openCheckpoint(`${note}${other}\n`, log.key, byNode)).toEqual(checkpoint);
  expect(() => openCheckpoint(note.replace(/\n— .*\n$/, `\n${other}\n`), log.key, byNode)).toThrowWithCode(
    "SIGNATURE_INVALID",
  );
  expect(() => openCheckpoint(note + `${other}\n`.repeat(16), log.key, byNode)).toThrowWithCode("DOCUMENT_MALFORMED");
});

it("believes no checkpoint with a changed byte", () => {
  const log = newLog();
  const note = signCheckpoint({ origin: log.key.name, size: 1234, root: ROOT }, log.key.publicKey, log.sign);
  const bytes = Buffer.from(note);
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes.with(at, (bytes[at] ?? 0) ^ 1)).toString();
    expect(() => openCheckpoint(changed, log.key, byNode), `byte ${at}`).toThrow(
      /DOCUMENT_MALFORMED|SIGNATURE_INVALID/,
    );
  }
});

it.each([
  ["another form of the size", "log\n01\nAAAA", "size"],
  ["a size that no number holds", `log\n${"9".repeat(20)}\nAAAA`, "size"],
  ["a root of another length", "log\n1\nAAAA", "root"],
  ["an extension", `log\n1\n${Buffer.alloc(32).toString("base64")}\nmore`, "text"],
  ["no origin", `\n1\n${Buffer.alloc(32).toString("base64")}`, "text"],
])("refuses %s even with a signature that fits", (_, text, what) => {
  const log = newLog("log");
  const signature = Buffer.concat([Buffer.alloc(4), log.sign(Buffer.from(`${text}\n`))]).toString("base64");
  expect(() => openCheckpoint(`${text}\n\n— log ${signature}\n`, log.key, byNode)).toThrow(what);
});

it.each(["", "log", "a b+00000000+AQ==", "log+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", `${PETER}=`])(
  "refuses %j as a key",
  (text) => {
    expect(() => parseVerifierKey(text)).toThrowWithCode("DOCUMENT_MALFORMED");
  },
);

it("signs for no origin that is no name", () => {
  const log = newLog();
  expect(() => signCheckpoint({ origin: "a\n9", size: 1, root: ROOT }, log.key.publicKey, log.sign)).toThrowWithCode(
    "DOCUMENT_MALFORMED",
  );
});

function opensslSays(key: KeyObject, text: string, signature: Uint8Array): string {
  const files = ["-inkey", peer.write("key.pem", key.export({ type: "spki", format: "pem" }))];
  files.push("-in", peer.write("text", text), "-sigfile", peer.write("signature", signature));
  return peer.says("pkeyutl", "-verify", "-rawin", "-pubin", ...files);
}
