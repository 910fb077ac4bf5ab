/** A signed note out of the signer's file, unproved. */
export interface FiledNote {
  readonly origin: string;
  readonly size: number;
  readonly note: string;
}

/** origin, size, root, empty, signature, empty. */
const LINES = 6;

/**
 * The checkpoints of a file as the signer writes it, in its order, and what stands after the last whole one.
 *
 * Proves none of them. @throws {Error} naming the line where something else begins
 */
export function readCheckpoints(
  text: string,
  name: string,
): { readonly notes: readonly FiledNote[]; readonly rest: string } {
  const lines = text.split("\n");
  // what follows the last line end is a line that was not finished
  const unfinished = lines.pop() ?? "";
  const notes: FiledNote[] = [];
  let at = 0;
  for (; at + LINES <= lines.length; at += LINES) {
    const [origin = "", size = "", root = "", gap, signature = "", end] = lines.slice(at, at + LINES);
    if (origin === "" || !/^\d{1,15}$/.test(size) || gap !== "" || !signature.startsWith("— ") || end !== "") {
      throw new Error(`${name} has no checkpoint where one should begin, in line ${at + 1}`);
    }
    notes.push({ origin, size: Number(size), note: `${origin}\n${size}\n${root}\n\n${signature}\n` });
  }
  return { notes, rest: [...lines.slice(at), unfinished].join("\n") };
}
