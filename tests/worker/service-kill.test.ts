import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { freePort } from "#platform/free-port.ts";
import { startProcess } from "#tests/support/process.ts";
import { until } from "#tests/support/until.ts";
import { type IssuingWorld, issuingWorld, journalOf } from "./issuing-world.ts";

/** A status in a folder that outlives it, to be killed and started again. */
async function statusIn(here: IssuingWorld) {
  const home = mkdtempSync(join(tmpdir(), "tanba-status-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const port = await freePort();
  const env = {
    ...{ TANBA_VAR: home, TANBA_STATUS_PORT: String(port), TANBA_FAILPOINTS_ALLOWED: "1" },
    STATUS_DATABASE_URL: here.database.urlAs("status"),
  };
  const health = async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).text();
  return {
    start: (failpoint = "") => startProcess("status", { ...env, TANBA_FAILPOINT: failpoint }),
    /** Looks until every service has its key; the test's own time limit ends it. */
    async serving() {
      await until(async () => !(await health()).includes("key-of-"));
    },
  };
}

/** C1, C3, C4 and C8 over the register and the journal: each key once, each signature with its certificate. */
async function verify(here: IssuingWorld): Promise<void> {
  const rows = await here.owner.serviceCertificate.findMany({ where: { der: { not: null } } });
  expect(rows.map(({ kind }) => kind).toSorted()).toEqual(["DIRECTORY", "OCSP", "TSA"]);
  const signed = journalOf(here.journalPath).flatMap((entry) => (entry.kind === "SIGNATURE" ? [entry] : []));
  expect(signed.map(({ serial }) => serial).toSorted()).toEqual(rows.map(({ serial }) => serial).toSorted());
  for (const { serial, der, tbs } of rows) {
    const certificate = parseCertificate(der ?? new Uint8Array());
    expect(new Uint8Array(certificate.tbs)).toEqual(tbs);
    expect(signed.find((entry) => entry.serial === serial)).toMatchObject({
      tbsSha256: createHash("sha256").update(certificate.tbs).digest("hex"),
      signature: Buffer.from(certificate.signature).toString("base64"),
    });
  }
  expect(await here.owner.serviceCertificate.count()).toBe(3);
}

const WORKER_DIES_AT = ["service.after_intent", "service.after_sign", "service.before_store_commit"];

it("C3, C8, C9: a worker killed at each step, and then the signer, leave no signature without its certificate", async () => {
  const here = await issuingWorld();
  const status = await statusIn(here);
  const [signer] = await Promise.all([here.startSigner(), status.start()]);
  for (const failpoint of WORKER_DIES_AT) {
    const dying = await here.startWorker(failpoint);
    expect(await dying.ended, failpoint).toBe("SIGKILL");
  }
  signer.kill("SIGTERM");
  await signer.ended;
  const dying = await here.startSigner("signer.after_journal");
  await here.startWorker();
  expect(await dying.ended).toBe("SIGKILL");
  await here.startSigner();
  await status.serving();
  await verify(here);
}, 120_000);

it("C3, C9: a status killed at each step goes on with the key that it has made", async () => {
  const here = await issuingWorld();
  const status = await statusIn(here);
  await Promise.all([here.startSigner(), here.startWorker()]);
  for (const failpoint of ["status.after_key", "status.after_ask"]) {
    const dying = await status.start(failpoint);
    expect(await dying.ended, failpoint).toBe("SIGKILL");
  }
  await status.start();
  await status.serving();
  await verify(here);
}, 120_000);
