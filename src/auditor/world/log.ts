import { readCheckpoints } from "#ca/read-checkpoints.ts";
import { dumpLog } from "../dump-log.ts";
import { readDump } from "../read-dump.ts";
import { verifyLog } from "../verify-log.ts";
import type { Promised } from "./world.ts";

/** The promises of the log and of what was signed of it. */
export const OF_THE_LOG: readonly Promised[] = [
  {
    ...{ id: "F3", what: "the log is as it was signed: every event, every entry, every checkpoint" },
    async look({ client, checkpoints, key }) {
      const { entries, findings } = verifyLog({ log: await readDump(dumpLog(client)), checkpoints, key });
      return { count: entries, violations: findings };
    },
  },
  {
    ...{ id: "F4", what: "what the register says was signed is what the signer keeps" },
    async look({ client, checkpoints }) {
      const kept = new Set(readCheckpoints(checkpoints, "the file of checkpoints").notes.map(({ note }) => note));
      const { rows } = await client.query<{ size: string; note: string }>("SELECT size, note FROM audit_checkpoint");
      const violations = rows.filter(({ note }) => !kept.has(note)).map(({ size }) => `the checkpoint over ${size}`);
      return { count: rows.length, violations };
    },
  },
];
