import { CaError } from "#ca/error.ts";
import { equalBytes } from "#pki/bytes.ts";
import { readRoot } from "./read-tree.ts";
import type { LogContext } from "./sign-checkpoint.ts";
import { countEntries, makeTiles } from "./store.ts";

/**
 * Refuses to begin over a register whose log is not the one that was signed last: an older one that was put back, or one
 * that somebody has written in.
 *
 * While the signer does not answer nothing can be said, and nothing can be issued either.
 *
 * @throws {Error} with a sentence for the operator
 */
export async function requireSignedLog({ db, logSigner }: Pick<LogContext, "db" | "logSigner">): Promise<void> {
  const last = await logSigner.signedLast().catch((error: unknown) => {
    if (error instanceof CaError && error.code === "SIGNER_UNAVAILABLE") return null;
    throw error;
  });
  if (!last || last.size === 0) return;
  const size = await countEntries(db);
  if (size < last.size) {
    throw new Error(`the log in the register has ${size} entries, of ${last.size} that were signed: ${WAY_ON}`);
  }
  await makeTiles(db, size);
  if (!equalBytes(await readRoot(db, last.size), last.root)) {
    throw new Error(
      `the first ${last.size} entries of the log in the register are not those that were signed: ${WAY_ON}`,
    );
  }
}

const WAY_ON =
  "was an older register put back? `npm run audit -- verify` says what is missing, `npm run audit -- acknowledge` lets it go on";
