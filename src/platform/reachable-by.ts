import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Account } from "./server-account.ts";

const SEARCH = 0o1;

/** Whether `account` may enter `folder` and all folders above it; access control lists are not looked at. */
export function reachableBy(account: Account, folder: string): boolean {
  const path = resolve(folder);
  const { uid, gid, mode } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  if (((mode >> shift) & SEARCH) === 0) return false;
  return path === dirname(path) || reachableBy(account, dirname(path));
}
