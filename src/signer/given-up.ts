import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/** An operator's word that a log does not go on, a line of JSON each, and why. */
export const GivenUp = z.strictObject({
  at: z.iso.datetime(),
  by: z.string().min(1),
  reason: z.string().min(1),
  /** What was signed last of it. */
  origin: z.string().min(1),
  size: z.number().int().min(0),
});
export type GivenUp = z.output<typeof GivenUp>;

/**
 * The logs that were given up, the oldest first. Nobody who can only ask the signer can write them.
 *
 * @throws {Error} naming the file when it can't be read
 */
export function readGivenUp(path: string): readonly GivenUp[] {
  if (!existsSync(path)) return [];
  try {
    const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => GivenUp.parse(JSON.parse(line)));
  } catch (cause) {
    throw new Error(`${path} has a line that cannot be read`, { cause });
  }
}
