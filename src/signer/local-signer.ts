import { createHash, hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { CaError } from "#ca/error.ts";
import type { Signer, SigningOrder } from "#ca/signer.ts";
import { concatBytes } from "#pki/bytes.ts";
import type { Certificate } from "#pki/certificate.ts";
import type { Clock } from "#platform/clock.ts";
import { readCrlCandidate, requireAllowedCrl } from "./crl-policy.ts";
import type { Journal } from "./journal.ts";
import { requireAllowedCertificate } from "./policy.ts";
import { perMinute } from "./rate-limit.ts";
import type { SigningKey } from "./software-key.ts";

/** Everything that a signer is made of. */
export interface SignerParts {
  /** The issuing certificate; its key is `key`. */
  readonly issuer: Certificate;
  readonly key: SigningKey;
  readonly journal: Journal;
  readonly clock: Clock;
  /** How many new signatures in any minute; the same order again is free. */
  readonly signaturesPerMinute: number;
}

/** What of a large CRL is hashed and signed in one go: some milliseconds. */
const PIECE_BYTES = 1 << 20;

/**
 * The signer itself: policy, key and journal in this process. `main.ts` puts it behind a socket, tests use it as it is.
 *
 * Within one turn of the event loop it decides, signs and takes note, so no two requests can disagree about a serial;
 * it answers only when the note is on the disk. A CRL may be
 * megabytes: it is read and hashed before, in turns.
 */
export function localSigner({ issuer, key, journal, clock, signaturesPerMinute }: SignerParts): Signer {
  const rate = perMinute(signaturesPerMinute);

  return {
    async sign(orders) {
      const at = clock.now();
      requireDistinct(orders);
      const known = orders.map((order) => signatureOnRecord(journal, order));
      const fresh = orders.filter((_, index) => !known[index]);
      for (const order of fresh) requireAllowedCertificate(order, issuer, key.algorithm, at);
      if (!rate.take(fresh.length, at)) throw unavailable("signatures-per-minute");

      const signatures = orders.map((order, index) => known[index] ?? signAndNote(order, at));
      await journal.flushed();
      return signatures;
    },

    async void(serial) {
      const entry = journal.find(serial);
      if (!entry) journal.append({ kind: "TOMBSTONE", at: clock.now().toISOString(), serial });
      await journal.flushed();
      return entry?.kind === "SIGNATURE"
        ? { voided: false, signature: fromJournal(entry.signature) }
        : { voided: true };
    },

    async signCrl(pieces) {
      // whoever asks over the socket has sent one
      const tbs = pieces.length === 1 && pieces[0] ? pieces[0] : concatBytes(...pieces);
      const candidate = await readCrlCandidate(tbs, setImmediate);
      const [digest, signing] = [createHash("sha256"), key.begin()];
      for (let from = 0; from < tbs.length; from += PIECE_BYTES) {
        const piece = tbs.subarray(from, from + PIECE_BYTES);
        digest.update(piece);
        signing.update(piece);
        if (from > 0) await setImmediate();
      }
      // from here to the note it is one turn: of two CRLs of one number only the first passes
      const at = clock.now();
      const facts = { issuer, algorithm: key.algorithm, at, lastNumber: journal.lastCrlNumber };
      const { kind, shard, number } = requireAllowedCrl(candidate, facts);
      const signature = signing.sign();
      journal.append({
        kind: "CRL",
        at: at.toISOString(),
        crl: kind,
        ...(shard > 0 && { shard }),
        number: number.toString(),
        tbsSha256: digest.digest("hex"),
        signature: Buffer.from(signature).toString("base64"),
      });
      await journal.flushed();
      return signature;
    },
  };

  function signAndNote({ serial, tbs }: SigningOrder, at: Date): Uint8Array {
    const signature = key.sign(tbs);
    journal.append({
      kind: "SIGNATURE",
      at: at.toISOString(),
      serial,
      tbsSha256: hash("sha256", tbs),
      signature: Buffer.from(signature).toString("base64"),
    });
    return signature;
  }
}

/** The signature that this very order got before, if any. */
function signatureOnRecord(journal: Journal, { serial, tbs }: SigningOrder): Uint8Array | undefined {
  const entry = journal.find(serial);
  if (!entry) return undefined;
  if (entry.kind !== "SIGNATURE") throw refused("serial-buried", serial);
  if (entry.tbsSha256 !== hash("sha256", tbs)) throw refused("serial-used-for-other-contents", serial);
  return fromJournal(entry.signature);
}

function requireDistinct(orders: readonly SigningOrder[]): void {
  const seen = new Set<string>();
  for (const { serial } of orders) {
    if (seen.has(serial)) throw refused("serial-twice-in-one-batch", serial);
    seen.add(serial);
  }
}

const fromJournal = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const refused = (rule: string, serial: string) => new CaError("SIGNER_REFUSED", rule, { rule, serial });
const unavailable = (rule: string) => new CaError("SIGNER_UNAVAILABLE", rule, { rule });
