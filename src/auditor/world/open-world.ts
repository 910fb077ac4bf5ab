import { existsSync, readFileSync } from "node:fs";
import type pg from "pg";
import { parseCertificate } from "#pki/certificate.ts";
import { parseVerifierKey } from "#pki/checkpoint.ts";
import type { Anchors } from "#pki/path.ts";
import { ocspAt } from "#platform/ask-ocsp.ts";
import { systemClock } from "#platform/clock.ts";
import type { Env } from "#platform/env.ts";
import { JournalEntry } from "#signer/journal-entry.ts";
import { pathsIn } from "../paths.ts";
import type { World } from "./world.ts";

/** The installation of these settings, through a connection to its register. */
export async function openWorld(client: pg.ClientBase, env: Env): Promise<World> {
  const paths = pathsIn(env.TANBA_VAR);
  const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");
  return {
    client,
    anchors: await readAnchors(client),
    journal: readJournal(read(paths.journal)),
    checkpoints: read(paths.checkpoints),
    key: parseVerifierKey(read(paths.verifierKey).trim()),
    askOcsp: ocspAt(env.TANBA_STATUS_INTERNAL_URL ?? env.TANBA_STATUS_URL),
    now: systemClock.now(),
  };
}

/** Every line of the signer's journal, of which the last may be about to be written. */
export const readJournal = (text: string): readonly JournalEntry[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JournalEntry.parse(JSON.parse(line)));

export async function readAnchors(client: pg.ClientBase): Promise<Anchors> {
  const { rows } = await client.query<{ kind: string; der: Buffer }>("SELECT kind, der FROM authority_certificate");
  const of = (wanted: string) => rows.filter(({ kind }) => kind === wanted).map(({ der }) => parseCertificate(der));
  return { roots: of("ROOT"), intermediates: of("ISSUING") };
}
