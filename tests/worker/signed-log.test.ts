import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { until } from "#tests/support/until.ts";
import { issuingWorld } from "./issuing-world.ts";

it("F4, F9: a worker signs the log, and does not begin over a register that was put back", async () => {
  const here = await issuingWorld();
  await here.confirm(1);
  await here.startSigner();
  const worker = await here.startWorker();
  await until(async () => (await here.owner.auditCheckpoint.count()) > 0);
  await here.allIssued();
  worker.kill("SIGTERM");
  expect(await worker.ended).toBe(0);

  const client = new pg.Client({ connectionString: here.database.url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("SET session_replication_role = replica");
  await client.query(
    "DELETE FROM audit_entry WHERE seq > 1; DELETE FROM audit_event WHERE seq NOT IN (SELECT event_seq FROM audit_entry)",
  );
  const next = await here.startWorker();
  expect(await next.ended).toBe(1);
  expect(next.said()).toMatch(/^worker: the log in the register has 1 entries, of \d+ that were signed/);
}, 60_000);
