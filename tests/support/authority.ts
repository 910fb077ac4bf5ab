import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { CheckpointSigner } from "#ca/checkpoint-signer.ts";
import type { Authority, Order } from "#ca/issue.ts";
import type { Slot, Storage, Template } from "#ca/profiles.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import { openCheckpointFile } from "#signer/checkpoint-file.ts";
import { type CheckpointKey, openCheckpointKey } from "#signer/checkpoint-key.ts";
import { readGivenUp } from "#signer/given-up.ts";
import { type Journal, openJournal } from "#signer/journal.ts";
import { localCheckpointSigner } from "#signer/local-checkpoint-signer.ts";
import { localSigner } from "#signer/local-signer.ts";
import { openSoftwareKey, type SigningKey } from "#signer/software-key.ts";
import { type Hierarchy, makeHierarchy } from "../../src/ceremony/make-hierarchy.ts";

export const STATUS_URL = "http://status.tanba.test";
export const CRL_SHARDS = 8;
export const PASSPHRASES = { root: "the root's passphrase in tests", issuing: "the issuing key's passphrase in tests" };
export const NOW = new Date("2026-11-23T06:30:00.250Z");

/** A clock that stands until a test moves it. */
export interface StandingClock {
  now(): Date;
  set(at: Date): void;
}

export function standingClock(at: Date = NOW): StandingClock {
  let present = at;
  return {
    now: () => present,
    set(next) {
      present = next;
    },
  };
}

/** A hierarchy of its own in a folder of its own, made as the ceremony makes it. */
export interface TestHierarchy extends Hierarchy {
  readonly dir: string;
}

/** Removed by the caller, or when the process ends; a whole file of tests may share one. */
export async function testHierarchy(now: Date = NOW, statusUrl: string = STATUS_URL): Promise<TestHierarchy> {
  const dir = join(mkdtempSync(join(tmpdir(), "tanba-hierarchy-")), "authority");
  process.once("exit", () => rmSync(join(dir, ".."), { recursive: true, force: true }));
  const passphrase = (key: "root" | "issuing") => PASSPHRASES[key];
  return { dir, ...(await makeHierarchy({ dir, now, statusUrl, passphrase, by: ["a test"] })) };
}

export interface TestAuthority extends Authority {
  readonly hierarchy: TestHierarchy;
  readonly clock: StandingClock;
  readonly journal: Journal;
  readonly journalPath: string;
}

const keys = new Map<string, SigningKey>();

/** Opening an encrypted key costs more than most tests. */
export function issuingKeyOf({ dir }: TestHierarchy): SigningKey {
  const known = keys.get(dir);
  if (known) return known;
  const pem = readFileSync(join(dir, "issuing.key.pem"), "utf8");
  const key = openSoftwareKey(pem, new TextEncoder().encode(PASSPHRASES.issuing));
  keys.set(dir, key);
  return key;
}

/** An authority whose signer runs in this process, over a journal of its own. */
export async function testAuthority(
  hierarchy: TestHierarchy,
  { clock = standingClock(), signaturesPerMinute = 1_000_000, statusUrl = STATUS_URL, issuerId = "issuer" } = {},
): Promise<TestAuthority> {
  const folder = mkdtempSync(join(tmpdir(), "tanba-journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const journalPath = join(folder, "journal.jsonl");
  const journal = await openJournal(journalPath);
  onTestFinished(() => journal.close());
  const key = issuingKeyOf(hierarchy);
  const issuer = hierarchy.issuing;
  const signer = localSigner({ issuer, key, journal, clock, signaturesPerMinute });
  return {
    hierarchy,
    issuer: { id: issuerId, certificate: issuer },
    signer,
    statusUrl,
    crlShards: CRL_SHARDS,
    primitives: nodePrimitives,
    clock,
    journal,
    journalPath,
  };
}

/** The log's signer in this process, over files of its own, and where they are. */
export interface TestLogSigner extends CheckpointSigner {
  readonly key: CheckpointKey;
  readonly checkpointsPath: string;
  readonly givenUpPath: string;
}

const logKeys = new Map<string, CheckpointKey>();

function logKeyOf({ dir }: TestHierarchy): CheckpointKey {
  const read = (name: string) => readFileSync(join(dir, name), "utf8");
  const passphrase = new TextEncoder().encode(PASSPHRASES.issuing);
  const key = logKeys.get(dir) ?? openCheckpointKey(read("checkpoint.key.pem"), read("checkpoint.vkey"), passphrase);
  logKeys.set(dir, key);
  return key;
}

/** @param folder of another one, to go on where it stopped */
export async function testLogSigner(
  hierarchy: TestHierarchy,
  folder: string = mkdtempSync(join(tmpdir(), "tanba-log-")),
): Promise<TestLogSigner> {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [checkpointsPath, givenUpPath] = [join(folder, "checkpoints.txt"), join(folder, "given-up.jsonl")];
  const file = await openCheckpointFile(checkpointsPath);
  onTestFinished(() => file.close());
  const key = logKeyOf(hierarchy);
  const signer = localCheckpointSigner({ key, file, givenUp: () => readGivenUp(givenUpPath) });
  return { ...signer, key, checkpointsPath, givenUpPath };
}

const spki = (type: "RSA-2048" | "EC-P256") =>
  new Uint8Array(
    (type === "RSA-2048"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" })
    ).publicKey.export({ type: "spki", format: "der" }),
  );

/** Two public keys of people; nobody has their private halves. */
export const RSA_KEYS: Readonly<Record<Slot, Uint8Array>> = { AUTH: spki("RSA-2048"), SIGN: spki("RSA-2048") };
export const EC_KEYS: Readonly<Record<Slot, Uint8Array>> = { AUTH: spki("EC-P256"), SIGN: spki("EC-P256") };

/** An order for the pair of one template, about a person whose name shows Kazakh letters. */
export function testOrder(
  template: Template = "EMPLOYEE",
  { keys = EC_KEYS, storage = "PERSONAL_COMPUTER" as Storage, requestId = "request" } = {},
): Order {
  return {
    requestId,
    template,
    person: { iin: "850101300123", surname: "Әуезова", givenName: "Гүлнұр", patronymic: "Қайратқызы" },
    ...(template === "INDIVIDUAL" ? {} : { organisation: { bin: "120340005678", name: 'ТОО "Өркен & Ко"' } }),
    storage,
    keys,
  };
}
