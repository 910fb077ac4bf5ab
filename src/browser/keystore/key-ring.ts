import { parseCertificate } from "#pki/certificate.ts";
import type { KeyStorage } from "#pki/csr.ts";
import type { Anchors } from "#pki/path.ts";
import type { KeyAlgorithm } from "#portal/requests/contract.ts";
import { changeFilePassword, type PasswordChange } from "./change-file-password.ts";
import type { HeldKey } from "./held-key.ts";
import { KeystoreError } from "./keystore-error.ts";
import { makeKeyFile } from "./make-key-file.ts";
import { ALGORITHM_OF, makeKey, type NewKey, requestFor } from "./new-keys.ts";
import { openKeyFile, type PickedFile } from "./open-key-file.ts";
import type { KeyFileProblem, OpenedKey, OpenOutcome } from "./opened-key.ts";
import { newPassword, proveWaiting } from "./prove-waiting.ts";
import { signDocument } from "./sign-document.ts";
import { readWaitingText, type WaitingPair, writeWaitingFile } from "./waiting-file.ts";
import type { Slot, WaitingKeys } from "./waiting-keys.ts";
import { waitingMark } from "./waiting-mark.ts";
import type { WaitingStore } from "./waiting-store.ts";
import { unwrapWaiting, wrapWaiting } from "./wrap-waiting.ts";

/** Our own authority's certificates, DER. */
export interface AnchorBytes {
  readonly roots: readonly Uint8Array[];
  readonly issuing: readonly Uint8Array[];
}

/** Two new keys by the names under which the key worker holds them. */
export type NewKeyIds = Readonly<Record<Slot, string>>;

/** The file that new keys are to wait in. */
export type WaitingWish = { readonly number: string; readonly keys: NewKeyIds } & (
  | { readonly keyId: string }
  | { readonly password: string }
);

/**
 * Everything that is done with private keys. They are held here and nowhere else: what goes in are files and passwords,
 * what comes out are signatures, requests and encrypted files.
 */
export interface KeyRing {
  trust(anchors: AnchorBytes): Promise<void>;
  open(input: { readonly files: readonly PickedFile[]; readonly password: string }): Promise<OpenOutcome>;
  /** What a file holds, without keeping any of it. */
  look(input: { readonly file: PickedFile; readonly password: string }): Promise<readonly OpenedKey[] | KeyFileProblem>;
  sign(input: { readonly keyId: string; readonly text: string }): Promise<Uint8Array>;
  makeKey(keyAlgorithm: KeyAlgorithm): Promise<{ readonly id: string; readonly spki: Uint8Array }>;
  request(input: {
    readonly newKeyId: string;
    readonly subject: Uint8Array;
    readonly nonce: string;
    readonly storage: KeyStorage;
  }): Promise<Uint8Array>;
  /** Puts new keys into the browser's own store, where they wait for their certificates. */
  keep(input: { readonly number: string; readonly keys: NewKeyIds }): Promise<void>;
  /** The text of the waiting file, under the password of the file that the key `keyId` came from, or under a new one. */
  writeWaiting(input: WaitingWish): Promise<string>;
  findWaiting(number: string): Promise<WaitingKeys | null>;
  readWaiting(input: { readonly text: string; readonly password: string }): Promise<WaitingKeys>;
  makeKeyFile(input: {
    readonly waitingId: string;
    readonly slot: Slot;
    readonly certificate: Uint8Array;
    readonly password: string;
  }): Promise<PickedFile>;
  /** Signs that the waiting key for signing in is here: see `proveWaiting`. */
  proveWaiting(input: { readonly waitingId: string; readonly text: string }): Promise<Uint8Array>;
  forgetWaiting(number: string): Promise<void>;
  changePassword(change: PasswordChange): Promise<PickedFile>;
}

/** An empty key ring. `now` is this computer's clock. */
export function createKeyRing({ now, store }: { readonly now: () => Date; readonly store: WaitingStore }): KeyRing {
  let anchors: Anchors = { roots: [], intermediates: [] };
  const held = new Map<string, HeldKey>();
  const made = new Map<string, NewKey & { readonly keyAlgorithm: KeyAlgorithm }>();
  const waiting = new Map<string, WaitingPair>();

  const newPair = (number: string, { AUTH, SIGN }: NewKeyIds): WaitingPair => {
    const [auth, sign] = [requireHeld(made, AUTH), requireHeld(made, SIGN)];
    return { number, keyAlgorithm: auth.keyAlgorithm, keys: { AUTH: auth.privateKey.key, SIGN: sign.privateKey.key } };
  };
  const hold = async (pair: WaitingPair, from: WaitingKeys["from"]): Promise<WaitingKeys> => {
    const mark = await waitingMark(pair);
    const id = crypto.randomUUID();
    waiting.set(id, pair);
    return { id, number: pair.number, algorithm: pair.keyAlgorithm, from, mark };
  };

  return {
    async trust({ roots, issuing }) {
      anchors = { roots: roots.map(parseCertificate), intermediates: issuing.map(parseCertificate) };
    },

    async open({ files, password }) {
      const outcome = { keys: [] as HeldKey["shown"][], problems: [] as OpenOutcome["problems"][number][] };
      for (const file of files) {
        const opened = await openKeyFile(file, { password, anchors, now: now() });
        if (typeof opened === "string") outcome.problems.push({ fileName: file.name, problem: opened });
        else
          for (const key of opened) {
            held.set(key.shown.id, key);
            outcome.keys.push(key.shown);
          }
      }
      return outcome;
    },

    async look({ file, password }) {
      const opened = await openKeyFile(file, { password, anchors, now: now() });
      return typeof opened === "string" ? opened : opened.map(({ shown }) => shown);
    },

    sign: async ({ keyId, text }) => signDocument(requireHeld(held, keyId), text, now()),

    async makeKey(keyAlgorithm) {
      const key = await makeKey(keyAlgorithm);
      const id = crypto.randomUUID();
      made.set(id, { ...key, keyAlgorithm });
      return { id, spki: key.spki };
    },

    request: async ({ newKeyId, ...requested }) => requestFor(requireHeld(made, newKeyId), requested),

    async keep({ number, keys }) {
      const pair = newPair(number, keys);
      await store.put(await wrapWaiting(number, pair.keyAlgorithm, pair.keys));
    },

    async writeWaiting({ number, keys, ...under }) {
      const password = "keyId" in under ? requireHeld(held, under.keyId).password : await newPassword(under.password);
      return writeWaitingFile(newPair(number, keys), password);
    },

    async findWaiting(number) {
      const record = await store.find(number);
      if (!record) return null;
      const { keyAlgorithm } = record;
      return hold({ number, keyAlgorithm, keys: await unwrapWaiting(record) }, "BROWSER");
    },

    readWaiting: async ({ text, password }) => hold(await readWaitingText(text, password), "FILE"),

    async makeKeyFile({ waitingId, ...order }) {
      const { keys, keyAlgorithm } = requireHeld(waiting, waitingId);
      const privateKey = { key: keys[order.slot], algorithm: ALGORITHM_OF[keyAlgorithm] };
      return makeKeyFile({ ...order, privateKey, anchors, now: now() });
    },

    proveWaiting: async ({ waitingId, text }) => proveWaiting(requireHeld(waiting, waitingId), text),

    async forgetWaiting(number) {
      await store.remove(number);
      for (const [id, pair] of waiting) if (pair.number === number) waiting.delete(id);
    },

    changePassword: changeFilePassword,
  };
}

function requireHeld<Value>(values: ReadonlyMap<string, Value>, id: string): Value {
  const value = values.get(id);
  if (value === undefined) throw new KeystoreError("KEY_NOT_OPEN");
  return value;
}
