import { createPrivateKey, type KeyObject } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { PASSPHRASES } from "#tests/support/authority.ts";
import { issuingWorld } from "#tests/worker/issuing-world.ts";

/** The private part of a key in every form in which a program could keep it or let it out. */
function formsOf(key: KeyObject): readonly Buffer[] {
  const { d = "" } = key.export({ format: "jwk" });
  const secret = Buffer.from(d, "base64url");
  // OpenSSL keeps the number of a curve's key from its end; the rest is how texts would have it
  const raw = [secret, Buffer.from(secret.toReversed())];
  const texts = [
    secret.toString("hex"),
    secret.toString("hex").toUpperCase(),
    secret.toString("base64").slice(0, 42),
    d.slice(0, 42),
  ];
  return [...raw, ...texts.map((text) => Buffer.from(text))];
}

const holds = (bytes: Buffer, forms: readonly Buffer[]) => forms.some((form) => bytes.includes(form));

/** Whether a living process has one of these anywhere in its own memory. */
function remembers(pid: number, forms: readonly Buffer[]): boolean {
  const memory = openSync(`/proc/${pid}/mem`, "r");
  try {
    const regions = readFileSync(`/proc/${pid}/maps`, "utf8")
      .split("\n")
      .filter((line) => / rw/.test(line));
    return regions.some((line) => {
      const [from = 0, to = 0] = (line.split(" ")[0] ?? "").split("-").map((at) => Number.parseInt(at, 16));
      return found(memory, { from, to }, forms);
    });
  } finally {
    closeSync(memory);
  }
}

const CHUNK = 1 << 22;

function found(
  memory: number,
  { from, to }: { readonly from: number; readonly to: number },
  forms: readonly Buffer[],
): boolean {
  const chunk = Buffer.alloc(CHUNK);
  for (let at = from; at < to; at += CHUNK - 128) {
    try {
      const length = readSync(memory, chunk, 0, Math.min(CHUNK, to - at), at);
      if (holds(chunk.subarray(0, length), forms)) return true;
    } catch {
      // reserved, and nothing there
      return false;
    }
  }
  return false;
}

it.runIf(process.platform === "linux")(
  "F6: neither the issuing key, nor the log's, nor their passphrase is anywhere but with the signer",
  async () => {
    const here = await issuingWorld();
    const { dir } = here.authority.hierarchy;
    const keys = ["issuing", "checkpoint"].map((name) =>
      createPrivateKey({ key: readFileSync(join(dir, `${name}.key.pem`)), passphrase: PASSPHRASES.issuing }),
    );
    const secrets = [...keys.flatMap(formsOf), Buffer.from(PASSPHRASES.issuing), Buffer.from(PASSPHRASES.root)];
    await here.confirm(3);
    const signer = await here.startSigner();
    const worker = await here.startWorker();
    await here.allIssued();

    for (const key of keys) expect(remembers(signer.pid, formsOf(key)), "the search finds it where it is").toBe(true);
    expect(remembers(worker.pid, secrets), "the worker's memory").toBe(false);
    for (const { pid } of [signer, worker]) {
      for (const file of ["environ", "cmdline"])
        expect(holds(readFileSync(`/proc/${pid}/${file}`), secrets), file).toBe(false);
    }
    expect(holds(Buffer.from(worker.logged() + worker.said()), secrets), "what the worker wrote").toBe(false);
    const home = join(here.journalPath, "../..");
    for (const folder of ["signer", "checkpoints", "run", "authority"]) {
      for (const file of readdirSync(join(home, folder)).filter((name) => !name.endsWith(".sock"))) {
        expect(holds(readFileSync(join(home, folder, file)), secrets), file).toBe(false);
      }
    }
    expect(holds(await everyRow(here.database.url), secrets), "the register").toBe(false);
  },
  120_000,
);

/** Every row of every table, as text. */
async function everyRow(url: string): Promise<Buffer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND nspname IN ('public', 'graphile_worker')",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
    texts.push(...rows.map(({ row }) => row));
  }
  expect(texts.length).toBeGreaterThan(20);
  return Buffer.from(texts.join("\n"));
}
