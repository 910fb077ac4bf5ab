import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { parseVerifierKey } from "#pki/checkpoint.ts";
import { systemClock } from "#platform/clock.ts";
import { readEnv } from "#platform/env.ts";
import { acknowledge } from "./acknowledge.ts";
import { checkProof } from "./check-proof.ts";
import { dumpLog } from "./dump-log.ts";
import { inSnapshot } from "./in-snapshot.ts";
import { withRegister } from "./open-register.ts";
import { pathsIn } from "./paths.ts";
import { readDump } from "./read-dump.ts";
import { readLines } from "./read-lines.ts";
import { verifyLog } from "./verify-log.ts";
import { openWorld } from "./world/open-world.ts";
import { tellWorld } from "./world/tell-world.ts";
import { verifyWorld } from "./world/verify-world.ts";

const USAGE = `usage: npm run audit -- COMMAND
  dump [--out FILE]                                    the log out of the register, for keeping elsewhere
  verify [--dump FILE] [--checkpoints FILE] [--key FILE]   whether a log, out of a dump of ours or pg_dump's, is as it was signed
  prove-check FILE [--key FILE]                        whether a holder's proof of issuance holds
  acknowledge --by NAME --reason TEXT                  gives the log up after an older register was put back, and lets another begin
`;

const env = readEnv(process.env);
const paths = pathsIn(env.TANBA_VAR);
const say = (sentence: string) => process.stdout.write(`${sentence}\n`);

/** What was asked for, checked in form alone. */
function readArguments() {
  const names = ["out", "dump", "checkpoints", "key", "by", "reason"];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  return { option: (name: string) => values[name], command: positionals[0] ?? "", file: positionals[1] ?? "" };
}

type Arguments = ReturnType<typeof readArguments>;

const keyOf = ({ option }: Arguments) => parseVerifierKey(read(option("key") ?? paths.verifierKey).trim());

function read(path: string): string {
  return readFileSync(requireFile(path), "utf8");
}

function requireFile(path: string): string {
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
  return path;
}

const COMMANDS: Readonly<Record<string, (given: Arguments) => Promise<void> | void>> = {
  async dump({ option }) {
    await withRegister(env, "auditor", async (client) => {
      const out =
        option("out") === undefined ? process.stdout : createWriteStream(String(option("out")), { mode: 0o600 });
      await inSnapshot(client, () =>
        pipeline(Readable.from(withLineEnds(dumpLog(client))), out, { end: out !== process.stdout }),
      );
    });
  },

  async verify(given) {
    const { option } = given;
    const file = option("dump");
    const log = await (file === undefined
      ? withRegister(env, "auditor", (client) => inSnapshot(client, () => readDump(dumpLog(client))))
      : readDump(readLines(requireFile(file))));
    const report = verifyLog({ log, checkpoints: read(option("checkpoints") ?? paths.checkpoints), key: keyOf(given) });
    for (const finding of report.findings.slice(0, 100)) say(`FAIL  ${finding}`);
    say(
      `${report.entries} entries, ${report.signed} of them signed, ${report.checkpoints} checkpoints, ${report.findings.length} findings`,
    );
    if (report.findings.length > 0) process.exitCode = 1;
  },

  async world() {
    const broken = await withRegister(env, "owner", (client) =>
      inSnapshot(client, async () => tellWorld(verifyWorld(await openWorld(client, env)), say)),
    );
    if (broken > 0) process.exitCode = 1;
  },

  "prove-check"(given) {
    const { event, certificate, origin, index, size } = checkProof(read(given.file), keyOf(given));
    say(`The certificate with SHA-256 ${certificate} was issued at ${event.at}:`);
    say(`it is in entry ${index + 1} of the log ${origin}, by the checkpoint over ${size} entries.`);
  },

  acknowledge(given) {
    const { option } = given;
    const [by, reason] = [option("by"), option("reason")];
    if (!by || !reason) throw new Error(USAGE);
    const { origin, size } = acknowledge(paths, keyOf(given), { by, reason, at: systemClock.now() });
    say(
      `The log ${origin} is given up after ${size} entries. What the register has is signed by another name from now on.`,
    );
    say("Keep the checkpoints of both: they tell for ever that entries were lost here.");
  },
};

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

try {
  const given = readArguments();
  const command = COMMANDS[given.command];
  if (!command) throw new Error(USAGE);
  await command(given);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
