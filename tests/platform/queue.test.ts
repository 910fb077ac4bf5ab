import { Logger, runOnce } from "graphile-worker";
import { expect, it } from "vitest";
import { guardedRegister } from "./guarded-register.ts";

it("lets the worker take what web has queued, and its own jobs, as nothing but its role", async () => {
  const register = await guardedRegister();
  await register.as("web", "SELECT tanba_queue_issuance()");
  await register.as("worker", "SELECT graphile_worker.add_job('publish-crl')");

  const done: string[] = [];
  const task = (name: string) => () => {
    done.push(name);
  };
  await runOnce({
    connectionString: register.urlAs("worker"),
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
    taskList: { "issue-confirmed": task("issue-confirmed"), "publish-crl": task("publish-crl") },
  });

  expect(done.toSorted()).toEqual(["issue-confirmed", "publish-crl"]);
});
