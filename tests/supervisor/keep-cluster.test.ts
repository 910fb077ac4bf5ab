import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, it, onTestFinished, vi } from "vitest";
import { keepCluster } from "#supervisor/keep-cluster.ts";

async function ask(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query("SELECT count(*)::int AS kept FROM planted")).rows[0]?.kept;
  } finally {
    await client.end();
  }
}

it("starts PostgreSQL again at the same address when it is killed, with the data in it", async () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const home = mkdtempSync(join(tmpdir(), "tanba-cluster-"));
  chmodSync(home, 0o755);
  const folder = join(home, "postgres");
  const cluster = await keepCluster({ folder, password: "a-password" });
  onTestFinished(async () => {
    await cluster.stop();
    rmSync(home, { recursive: true });
    said.mockRestore();
  });
  const url = cluster.url("postgres");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE TABLE planted AS SELECT 1");
  await client.end();

  process.kill(Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
  await vi.waitFor(async () => expect(await ask(url)).toBe(1), { timeout: 15_000, interval: 100 });
});
