import { OID, STORAGE_OIDS } from "#pki/oid.ts";
import type { Lint } from "./lint.ts";

export const storageIsTheRequests: Lint = {
  rule: "storage-is-the-requests",
  source: "NCA RK, 1.2.398.3.3.5: where the key lives, without the folder; not critical",
  find({ certificate, storage }) {
    const found = certificate.extensions.get(OID.storage);
    const named = certificate.storage;
    const right = found?.critical === false && named?.type === STORAGE_OIDS[storage] && named.folder === undefined;
    return right ? undefined : `${named?.type}`;
  },
};
