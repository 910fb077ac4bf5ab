import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { parseCronItems, Logger as QueueLogger, type Runner, run, type TaskList } from "graphile-worker";
import type pg from "pg";
import type { Logger } from "#platform/log.ts";
import { SCHEDULE, type WorkerContext } from "./schedule.ts";

/** So that a long queue of requests keeps neither a revocation nor a CRL waiting. */
const CONCURRENT_JOBS = 3;
/** How soon the queue is sought again when the register has cut us off from it. */
const RECONNECT_MS = 500;
/** How long a queue that was cut off from the register may take to end by itself. */
const ENDS_WITHIN_MS = 5_000;

interface Queue {
  /** To the register, with the rights of `worker`. */
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly context: WorkerContext;
}

/**
 * Runs the jobs of the schedule until `told` to stop, and then finishes what it has begun. When the register cuts it off it
 * begins anew, with all that is due whenever it begins.
 *
 * @param ready called once jobs are taken for the first time
 * @throws what keeps it from taking jobs at all
 */
export async function followQueue(queue: Queue, told: AbortSignal, ready: () => void): Promise<void> {
  const cuts = cutsOf(queue.pool);
  let runner: Runner | undefined = await takeJobs(queue);
  const stop = () => void runner?.stop().catch(() => undefined);
  told.addEventListener("abort", stop);
  ready();
  while (runner) {
    // told while it was about to begin
    if (told.aborted) stop();
    await Promise.race([runner.promise, hasHadItsTime(runner, cuts)]).catch((err: unknown) => {
      queue.log.warn({ err }, "the queue was lost");
    });
    stop();
    runner = await takeJobsAgain(queue, told);
  }
}

/** Tells of each connection that the register cut. */
function cutsOf(pool: pg.Pool): EventEmitter {
  const cuts = new EventEmitter();
  const tell = () => cuts.emit("cut");
  pool.on("error", tell);
  pool.on("connect", (client) => client.on("error", tell));
  return cuts;
}

/**
 * Settles a while after a connection was cut or the register did not hear what became of a job. Mostly the runner goes on or
 * ends by then; but when two jobs fail at once it takes no more jobs and never ends, so nobody waits for it any longer.
 */
function hasHadItsTime({ events }: Runner, cuts: EventEmitter): Promise<void> {
  return new Promise((settle) => {
    const soon = () => setTimeout(settle, ENDS_WITHIN_MS);
    cuts.once("cut", soon);
    events.once("pool:fatalError", soon);
  });
}

async function takeJobsAgain(queue: Queue, told: AbortSignal): Promise<Runner | undefined> {
  while (!told.aborted) {
    await delay(RECONNECT_MS, undefined, { signal: told }).catch(() => undefined);
    try {
      if (!told.aborted) return await takeJobs(queue);
    } catch (err) {
      queue.log.warn({ err }, "the queue can't be reached");
    }
  }
  return undefined;
}

async function takeJobs({ pool, log, context }: Queue): Promise<Runner> {
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENT_JOBS,
    noHandleSignals: true,
    // Outside a batch, be it of one, graphile-worker tells the register what became of a job and does not look whether it was
    // heard: a connection that is cut just then would end the process. In a batch it ends the runner, which is begun anew.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: new QueueLogger((scope) => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ job: scope.taskIdentifier }, message);
    }),
    taskList: tasks(context),
    parsedCronItems: parseCronItems(
      Object.entries(SCHEDULE).flatMap(([task, { cron }]) => (cron === undefined ? [] : { task, match: cron })),
    ),
  });
  for (const [name, { atStart }] of Object.entries(SCHEDULE)) {
    if (atStart) await runner.addJob(name, { atStart: true }, { jobKey: `${name} at start` });
  }
  return runner;
}

function tasks(context: WorkerContext): TaskList {
  return Object.fromEntries(
    Object.entries(SCHEDULE).map(([name, job]) => [
      name,
      async (payload: unknown, { job: { attempts, key } }) => {
        await job.run(context, { again: attempts > 1 || key === `${name} at start`, payload });
      },
    ]),
  );
}
