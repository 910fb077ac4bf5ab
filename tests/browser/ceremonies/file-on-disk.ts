import type { PickedFile } from "#browser/keystore/open-key-file.ts";
import { asFile } from "./visit.ts";

/** A file as Chromium lets a page write it: what is written counts once the stream is closed. */
export interface FileOnDisk {
  readonly handle: object;
  bytes(): Uint8Array;
  put(bytes: Uint8Array): void;
}

/** @param faults `refuses` is the name of the DOMException; `spoilsFirst` changes a byte of the first writing */
export function fileOnDisk(
  { name, bytes }: PickedFile,
  faults: { readonly refuses?: string; readonly spoilsFirst?: boolean } = {},
): FileOnDisk {
  let onDisk = bytes;
  let spoils = faults.spoilsFirst ?? false;
  const open = async () => {
    if (faults.refuses) throw new DOMException("refused", faults.refuses);
    let written = new Uint8Array();
    return {
      write: async (next: Uint8Array<ArrayBuffer>) => {
        written = spoils ? next.with(0, 0) : next;
        spoils = false;
      },
      close: async () => {
        onDisk = written;
      },
    };
  };
  return {
    handle: { getFile: async () => asFile({ name, bytes: onDisk }), createWritable: open },
    bytes: () => onDisk,
    put: (next) => {
      onDisk = next;
    },
  };
}
