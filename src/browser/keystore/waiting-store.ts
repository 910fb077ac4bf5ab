import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { KeyAlgorithm } from "#portal/requests/contract.ts";
import type { Slot } from "./waiting-keys.ts";

/** PKCS#8 wrapped with AES-GCM. */
interface Wrapped {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly ciphertext: ArrayBuffer;
}

/** The keys of one request as the browser keeps them: whoever copies the database without this browser has nothing. */
export interface WaitingRecord {
  readonly number: string;
  readonly keyAlgorithm: KeyAlgorithm;
  /** Can't be exported, and serves this record alone: deleting the record ends the keys. */
  readonly wrappingKey: CryptoKey;
  readonly wrapped: Readonly<Record<Slot, Wrapped>>;
}

/** Where waiting keys survive a closed browser. */
export interface WaitingStore {
  put(record: WaitingRecord): Promise<void>;
  find(number: string): Promise<WaitingRecord | undefined>;
  remove(number: string): Promise<void>;
}

interface Schema extends DBSchema {
  keys: { key: string; value: WaitingRecord };
}

const open = () =>
  openDB<Schema>("tanba-waiting-keys", 1, {
    upgrade(database) {
      database.createObjectStore("keys", { keyPath: "number" });
    },
  });

/** Opened for each act, so that no connection is left to block another tab. */
async function withDatabase<Result>(act: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result> {
  const database = await open();
  try {
    return await act(database);
  } finally {
    database.close();
  }
}

/** IndexedDB of this browser and this origin. */
export const browserWaitingStore: WaitingStore = {
  async put(record) {
    await withDatabase((database) => database.put("keys", record));
  },
  find: (number) => withDatabase((database) => database.get("keys", number)),
  async remove(number) {
    await withDatabase((database) => database.delete("keys", number));
  },
};
