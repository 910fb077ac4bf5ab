import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { openLog } from "#platform/log.ts";
import { noPost } from "#tests/support/post.ts";
import { world } from "#tests/support/world.ts";
import { followQueue } from "#worker/follow-queue.ts";

it("a worker that is told to end while it begins ends all the same", async () => {
  const { database, issuing } = await world();
  const pool = new pg.Pool({ connectionString: database.urlAs("worker") });
  onTestFinished(() => pool.end());
  const queue = {
    pool,
    log: openLog("worker", { level: "silent" }),
    context: { ...issuing, ...noPost, replacedKeys: "ask" },
  } as const;
  await expect(followQueue(queue, AbortSignal.abort(), () => undefined)).resolves.toBeUndefined();
});
