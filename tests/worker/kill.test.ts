import { expect, it } from "vitest";
import { until } from "#tests/support/until.ts";
import { issuingWorld } from "./issuing-world.ts";

const REQUESTS = 3;

it.each(["issue.after_intent", "issue.after_sign", "issue.before_store_commit", "issue.after_store"])(
  "C3, C7, C8, C9: a worker killed at %s loses no request and issues none twice",
  async (failpoint) => {
    const here = await issuingWorld();
    await here.confirm(REQUESTS);
    await here.startSigner();
    const dying = await here.startWorker(failpoint);
    expect(await dying.ended).toBe("SIGKILL");
    const stored = await here.owner.certificate.count({ where: { request: { confirmation: "NOT_NEEDED" } } });
    expect(stored).toBe(failpoint === "issue.after_store" ? 2 * REQUESTS : 0);

    await here.startWorker();
    await here.allIssued();
    await here.verify(REQUESTS);
  },
  60_000,
);

it.each(["signer.before_journal", "signer.after_journal"])(
  "C3, C8, C9: a signer killed at %s under a worker loses no request and issues none twice",
  async (failpoint) => {
    const here = await issuingWorld();
    await here.confirm(REQUESTS);
    const dying = await here.startSigner(failpoint);
    await here.startWorker();
    expect(await dying.ended).toBe("SIGKILL");
    expect(await here.states()).toEqual({ ISSUING: REQUESTS });

    await here.startSigner();
    await here.allIssued();
    await here.verify(REQUESTS);
  },
  60_000,
);

it("C9: two workers at once issue each request once", async () => {
  const here = await issuingWorld();
  await here.confirm(REQUESTS);
  await here.startSigner();
  await Promise.all([here.startWorker(), here.startWorker()]);
  await here.allIssued();
  await here.verify(REQUESTS);
}, 60_000);

it("C9: a worker whose connections are cut again and again goes on by itself", async () => {
  const here = await issuingWorld();
  await here.startSigner();
  const worker = await here.startWorker();
  for (let cut = 0; cut < 5; cut++) {
    await here.confirm(1);
    await here.cutWorkersConnections();
  }
  await here.confirm(1);
  await here.allIssued();
  await here.verify(6);
  worker.kill("SIGTERM");
  expect(await worker.ended).toBe(0);
}, 240_000);

it("a worker ends in order on SIGTERM, and publishes lists when it starts", async () => {
  const here = await issuingWorld();
  await here.startSigner();
  const worker = await here.startWorker();
  await until(async () => (await here.owner.crl.count({ where: { kind: "DELTA" } })) > 0);
  worker.kill("SIGTERM");
  expect(await worker.ended).toBe(0);
}, 60_000);
