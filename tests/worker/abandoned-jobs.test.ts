import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { openLog } from "#platform/log.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { eventually } from "#tests/status/start-status.ts";
import { noPost } from "#tests/support/post.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call } from "#tests/support/visitor.ts";
import { holder, type World, world } from "#tests/support/world.ts";
import { followQueue } from "#worker/follow-queue.ts";
import { freeAbandonedJobs } from "#worker/store.ts";

/** What a worker has left behind that took this job so long ago. */
async function plant(here: World, by: string, ago: string, queue: string | null = null): Promise<void> {
  const key = `${by} ${ago}`;
  await here.owner.$executeRaw`
    SELECT graphile_worker.add_job('revoke-replaced', '{}', queue_name => ${queue}, job_key => ${key})`;
  await here.owner.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_by = ${by}, locked_at = now() - ${ago}::interval WHERE key = ${key}`;
  await here.owner.$executeRaw`
    UPDATE graphile_worker._private_job_queues SET locked_by = ${by}, locked_at = now() - ${ago}::interval
    WHERE queue_name = ${queue}`;
}

/** Whose locks stand, on jobs and on queues. */
async function lockers(here: World): Promise<readonly string[]> {
  const rows = await here.owner.$queryRaw<{ locked_by: string }[]>`
    SELECT locked_by FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL
    UNION ALL SELECT locked_by || '''s queue' FROM graphile_worker._private_job_queues WHERE locked_at IS NOT NULL
    ORDER BY 1`;
  return rows.map(({ locked_by }) => locked_by);
}

it("frees what was locked over five minutes ago, and nothing of a worker that has locked anything since", async () => {
  const here = await world();
  await freeAbandonedJobs(here.issuing.db);
  await plant(here, "dead", "5 minutes 1 second");
  await plant(here, "dead long since", "3 hours", "in order");
  await plant(here, "young", "4 minutes 30 seconds");
  await plant(here, "young", "4 minutes 31 seconds", "another");
  await plant(here, "alive", "10 minutes");
  await plant(here, "alive", "1 second");
  expect(await lockers(here)).toHaveLength(8);
  await freeAbandonedJobs(here.issuing.db);
  expect(await lockers(here)).toEqual(["alive", "alive", "young", "young", "young's queue"]);
});

it("C9, D2: a worker does the job at once that a killed one took five minutes ago, and leaves a younger one's alone", async () => {
  const here = await world();
  const person = await holder(here, { template: "INDIVIDUAL" });
  const desk = await signedIn(here, person);
  const { number } = await submit(desk, person);
  await issueConfirmed(here.issuing);
  await call(desk, "POST /api/requests/[number]/installation", { number, json: {} });
  const taken = await here.owner.$executeRaw`
    UPDATE graphile_worker._private_jobs SET attempts = 1, locked_by = 'dead', locked_at = now() - interval '301 seconds'
    WHERE key LIKE 'revoke-replaced %'`;
  expect(taken).toBe(1);
  await plant(here, "young", "4 minutes 30 seconds");

  const pool = new pg.Pool({ connectionString: here.database.urlAs("worker") });
  onTestFinished(() => pool.end());
  const context = { ...here.issuing, ...noPost, replacedKeys: "always" } as const;
  const stop = new AbortController();
  const followed = followQueue({ pool, log: openLog("worker", { level: "silent" }), context }, stop.signal, () => {});
  const superseded = () => here.owner.certificate.count({ where: { revocationReason: "SUPERSEDED" } });
  expect(await eventually(superseded, (count) => count > 0)).toBe(2);
  stop.abort();
  await followed;
  expect(await lockers(here)).toEqual(["young"]);
});
