import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { originAfter } from "#ca/log-name.ts";
import { readCheckpoints } from "#ca/read-checkpoints.ts";
import type { NoteKey } from "#pki/checkpoint.ts";
import { type GivenUp, readGivenUp } from "#signer/given-up.ts";

interface Word {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

interface Files {
  readonly checkpoints: string;
  readonly givenUp: string;
}

/**
 * Gives up the log that goes on now, on an operator's word: the register was put back, and what came after is lost. The
 * signer then signs what there is as another log, by another name, and never again anything of the one given up.
 *
 * It is a line in a file that only whoever runs the signer may write, and no request to it: a worker that was taken over
 * can't ask for it.
 *
 * @throws {Error} when nothing was signed of it
 */
export function acknowledge(files: Files, key: NoteKey, { by, reason, at }: Word): GivenUp {
  const origin = originAfter(key.name, readGivenUp(files.givenUp).length);
  const text = existsSync(files.checkpoints) ? readFileSync(files.checkpoints, "utf8") : "";
  const last = readCheckpoints(text, files.checkpoints).notes.findLast((note) => note.origin === origin);
  if (!last) throw new Error(`Nothing was signed of ${origin}: there is nothing to give up.`);
  const word: GivenUp = { at: at.toISOString(), by, reason, origin, size: last.size };
  mkdirSync(dirname(files.givenUp), { recursive: true });
  appendFileSync(files.givenUp, `${JSON.stringify(word)}\n`, { mode: 0o644, flush: true });
  return word;
}
