import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

/**
 * Makes this process the only supervisor of a folder until the returned function is called.
 *
 * @throws {StartError} when another one runs
 */
export function holdFolder(folder: string): () => void {
  const path = join(folder, "supervisor.pid");
  const other = runningHolder(path);
  if (other !== undefined) {
    throw new StartError(
      `Tańba already runs from ${folder} (process ${other}): stop it first, or set another TANBA_VAR.`,
    );
  }
  writeFileSync(path, String(process.pid));
  return () => rmSync(path, { force: true });
}

function runningHolder(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    if (pid === process.pid || !Number.isInteger(pid) || pid <= 0) return undefined;
    process.kill(pid, 0);
    return commandOf(pid).includes("supervisor") ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Process numbers are used again, after a restart of the machine above all; without /proc the number has to do. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "supervisor";
  }
}
