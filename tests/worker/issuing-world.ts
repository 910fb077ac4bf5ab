import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { JournalEntry } from "#signer/journal-entry.ts";
import { STATUS_URL } from "#tests/support/authority.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { startProcess, type TestProcess } from "#tests/support/process.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { type SignerProcess, signerHome, startSigner } from "#tests/support/signer-process.ts";
import { until } from "#tests/support/until.ts";
import { holder, ORIGIN, type World, world } from "#tests/support/world.ts";

/** A world whose worker and signer are processes of their own, to be killed. */
export interface IssuingWorld extends World {
  /** The journal of the signers that are started here. */
  readonly journalPath: string;
  /** Files and confirms so many requests, each of another person. */
  confirm(count: number): Promise<void>;
  startWorker(failpoint?: string): Promise<TestProcess>;
  startSigner(failpoint?: string): Promise<SignerProcess>;
  /** Ends every connection that the worker has to the register. */
  cutWorkersConnections(): Promise<void>;
  /** How many requests are in each state. */
  states(): Promise<Readonly<Record<string, number>>>;
  /** Looks until all requests are issued; the test's own time limit ends it. */
  allIssued(): Promise<void>;
  /** C1, C3, C4, C7 and C8 over the register and the signer's journal. */
  verify(requests: number): Promise<void>;
}

/** Of one time in a process, so that all tests of it share an authority. */
const BEGUN = new Date();

/** Processes have the real time, so this world has it too. @param database as `world` has it */
export async function issuingWorld(database?: TestDatabase): Promise<IssuingWorld> {
  const here = await world({ database, now: BEGUN });
  here.clock.set(new Date());
  const home = signerHome(here.authority.hierarchy);
  const env = {
    TANBA_VAR: home,
    TANBA_ORIGIN: ORIGIN,
    TANBA_STATUS_URL: STATUS_URL,
    WORKER_DATABASE_URL: here.database.urlAs("worker"),
    TANBA_FAILPOINTS_ALLOWED: "1",
  };
  const at = (failpoint?: string) => (failpoint ? { TANBA_FAILPOINT: failpoint } : { TANBA_FAILPOINT: "" });

  const states = async () => {
    const counted = await here.owner.keyRequest.groupBy({
      by: ["state"],
      where: { confirmation: { not: "DEMONSTRATION" } },
      _count: true,
    });
    return Object.fromEntries(counted.map(({ state, _count }) => [state, _count]));
  };

  return {
    ...here,
    journalPath: join(home, "signer", "journal.jsonl"),
    states,
    startWorker: (failpoint) => startProcess("worker", { ...env, ...at(failpoint) }),
    startSigner: (failpoint) => startSigner(home, { env: { TANBA_FAILPOINTS_ALLOWED: "1", ...at(failpoint) } }),
    async cutWorkersConnections() {
      await here.owner.$queryRaw`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = 'tanba_worker'`;
    },
    async confirm(count) {
      for (let made = 0; made < count; made++) {
        here.clock.set(new Date());
        const person = await holder(here, { template: "INDIVIDUAL" });
        expect((await submit(await signedIn(here, person), person)).status).toBe(201);
      }
    },
    async allIssued() {
      await until(async () => {
        const { ISSUED = 0, ...others } = await states();
        return ISSUED > 0 && Object.keys(others).length === 0;
      });
    },
    verify: (requests) => verify(here, join(home, "signer", "journal.jsonl"), requests),
  };
}

async function verify({ owner }: World, journalPath: string, requests: number): Promise<void> {
  const issued = await owner.certificate.findMany({
    where: { request: { confirmation: { not: "DEMONSTRATION" } } },
    select: { serial: true, slot: true, requestId: true, der: true },
  });
  const intents = await owner.issuanceIntent.findMany({
    select: { serial: true, tbs: true, voidedAt: true, createdAt: true, requestId: true, slot: true },
  });
  const intentOf = new Map(intents.map((intent) => [intent.serial, intent]));
  const journal = journalOf(journalPath);
  const signed = new Map(
    journal.flatMap((entry) => (entry.kind === "SIGNATURE" ? [[entry.serial, entry] as const] : [])),
  );

  // C3, C7: one pair for each request
  expect(issued.map(({ requestId, slot }) => `${requestId} ${slot}`).length).toBe(2 * requests);
  expect(new Set(issued.map(({ requestId, slot }) => `${requestId} ${slot}`)).size).toBe(2 * requests);
  // C1, C8: what was signed is what is stored, each serial once; of an orphan, all that the register knows
  const stored = new Set(issued.map(({ serial }) => serial));
  const orphans = [...signed.values()].filter(({ serial }) => !stored.has(serial));
  expect(orphans.map(({ serial, at }) => ({ serial, at, intent: intentOf.get(serial) }))).toEqual([]);
  expect([...signed.keys()].toSorted()).toEqual(issued.map(({ serial }) => serial).toSorted());
  expect(journal.filter(({ kind }) => kind === "SIGNATURE")).toHaveLength(signed.size);
  for (const { serial, der } of issued) {
    const { tbs, signature } = parseCertificate(der);
    // C4: intent, certificate and journal hold the same bytes
    expect(intentOf.get(serial)).toMatchObject({ tbs: new Uint8Array(tbs), voidedAt: null });
    expect(signed.get(serial)).toMatchObject({
      tbsSha256: createHash("sha256").update(tbs).digest("hex"),
      signature: Buffer.from(signature).toString("base64"),
    });
  }
}

/** All that a signer has noted; nothing before its first word. */
export function journalOf(path: string): readonly JournalEntry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JournalEntry.parse(JSON.parse(line)));
}
