import { chmodSync, chownSync, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { reachableBy } from "#platform/reachable-by.ts";
import { ROOT } from "./build.ts";
import type { Folders } from "./folders.ts";

export type ProcessName = "web" | "worker" | "signer" | "status" | "sink";

/** Numeric identities; none of them needs an account of the system. */
export type Identities = Readonly<Record<ProcessName, { readonly uid: number; readonly gid: number }>>;

/** Only `worker` is in the signer's group, which may open its socket. */
const IDENTITIES: Identities = {
  signer: { uid: 64_501, gid: 64_501 },
  worker: { uid: 64_502, gid: 64_501 },
  web: { uid: 64_503, gid: 64_503 },
  status: { uid: 64_504, gid: 64_504 },
  sink: { uid: 64_505, gid: 64_505 },
};

const READ_BY_ALL = 0o4;

/**
 * An identity of its own for each process when root starts Tańba, and the rights to what it alone may read.
 *
 * Undefined when an ordinary user starts it, who can't, or when the checkout or `var` lies where others may not enter:
 * then all processes are the one who started them.
 */
export function ownIdentities(folders: Folders): Identities | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = { name: "nobody", uid: IDENTITIES.web.uid, gid: IDENTITIES.web.gid };
  const readable = [process.execPath, join(ROOT, "package.json"), join(ROOT, "src/signer/main.ts")];
  const open = readable.every((path) => (statSync(path).mode & READ_BY_ALL) !== 0);
  if (!open || ![ROOT, folders.var].every((folder) => reachableBy(nobody, folder))) return undefined;

  const keys = readdirSync(folders.status).map((name) => join(folders.status, name));
  give("status", [folders.status, ...keys]);
  give("signer", [
    folders.run,
    folders.signer,
    join(folders.signer, "journal.jsonl"),
    join(folders.authority, "issuing.key.pem"),
    join(folders.authority, "checkpoint.key.pem"),
    folders.checkpoints,
    join(folders.checkpoints, "checkpoints.txt"),
  ]);
  chmodSync(folders.run, 0o750);
  return IDENTITIES;
}

function give(name: ProcessName, paths: readonly string[]): void {
  const { uid, gid } = IDENTITIES[name];
  for (const path of paths) if (existsSync(path)) chownSync(path, uid, gid);
}
