import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import { makeHierarchy } from "./make-hierarchy.ts";

const USAGE =
  "usage: node src/ceremony/main.ts --dir FOLDER --status-url ADDRESS --by NAME [--by NAME …] 3< PASSPHRASES\n" +
  "PASSPHRASES holds two lines: the passphrase of the root key, then that of the issuing key.\n";

/** Runs a ceremony from a terminal. Passphrases come in on descriptor 3, so that they are in no argument and no variable. */
async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dir: { type: "string" },
      "status-url": { type: "string" },
      by: { type: "string", multiple: true },
    },
  });
  const { dir, by, "status-url": statusUrl } = values;
  if (!dir || !statusUrl || !by) throw new Error(`a folder, an address and who takes part are needed\n${USAGE}`);
  const [root, issuing] = readPassphrases();
  await makeHierarchy({
    dir,
    now: systemClock.now(),
    statusUrl: statusUrl.replace(/\/$/, ""),
    by,
    passphrase: (key) => (key === "root" ? root : issuing),
  });
  process.stdout.write(`The hierarchy is in ${dir}; transcript.txt tells how it was made.\n`);
}

function readPassphrases(): readonly [root: string, issuing: string] {
  const lines = readLines(3);
  const [root, issuing] = lines;
  if (!root || !issuing || root.length < 20 || issuing.length < 20 || root === issuing) {
    throw new Error(`two different passphrases of 20 characters or more are needed on file descriptor 3\n${USAGE}`);
  }
  return [root, issuing];
}

function readLines(descriptor: number): readonly string[] {
  try {
    return readFileSync(descriptor, "utf8").split("\n");
  } catch {
    return [];
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`ceremony: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
