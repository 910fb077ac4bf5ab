import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { answerOcsp } from "#status/ocsp/answer-ocsp.ts";
import { holder, world } from "#tests/support/world.ts";
import { eventually, startStatus } from "../start-status.ts";
import { askLive } from "./ask-live.ts";
import { responderForTest } from "./desk-for-test.ts";
import { tryHostileQuestions } from "./hostile-questions.ts";
import { tryAnswers } from "./sound-answers.ts";
import { timeRevocations } from "./time-revocations.ts";

const now = new Date();
const REVOCATIONS = 500;
const KILLS = 40;

it("D1: of 500 revocations each is in the answers within a second", async () => {
  const here = await world({ now });
  const { at } = await startStatus(here);
  const { seen, atOnce, medianMs, worstMs } = await timeRevocations(here, at("/ocsp"), REVOCATIONS);
  console.log(
    `${seen} revocations: ${atOnce} in the first answer, median ${medianMs.toFixed(1)} ms, worst ${worstMs.toFixed(1)} ms`,
  );
  expect(seen).toBe(REVOCATIONS);
  expect(worstMs).toBeLessThan(1000);
});

it("D3: nobody sees a revocation go away while status is killed and its connections are cut", async () => {
  const here = await world({ now });
  const { certificates } = await holder(here);
  const serials = [certificates.AUTH, certificates.SIGN].map((der) => parseCertificate(der).serial);
  const issuer = here.authority.issuer.certificate;
  const owner = new pg.Client({ connectionString: here.database.url });
  owner.on("error", () => undefined);
  await owner.connect();
  // its keys outlive it: a new one for each start would be too many orders of a day
  const home = mkdtempSync(join(tmpdir(), "tanba-kills-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const revoked = new Set<string>();
  let observed = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const { at, kill: end, ended } = await startStatus(here, { TANBA_VAR: home });
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'tanba_status' AND datname = current_database()`;
    const watch = async () => {
      for (const serial of serials) {
        const one = await askLive(at("/ocsp"), issuer, serial, { kept: observed % 2 === 0 }).catch(() => undefined);
        if (!one) continue;
        observed++;
        if (one.status === "revoked") revoked.add(serial);
        else expect(revoked.has(serial), `${serial} was seen revoked before`).toBe(false);
      }
    };
    await watch();
    if (kill % 2) await owner.query(cut);
    const fresh = parseCertificate((await holder(here)).certificates.SIGN).serial;
    serials.push(fresh);
    const { id: certificateId } = await here.owner.certificate.findFirstOrThrow({ where: { serial: fresh } });
    await here.issuing.db.$transaction((tx) => revokeCertificate(tx, { certificateId, reason: "SUPERSEDED", at: now }));
    for (let i = 0; i < 5; i++) await watch();
    if (kill % 4 < 2) {
      const last = await eventually(
        () => askLive(at("/ocsp"), issuer, fresh),
        (one) => one?.status === "revoked",
      );
      expect(last?.status).toBe("revoked");
    }
    end("SIGKILL");
    await ended;
  }
  await owner.end();
  console.log(`${KILLS} kills, ${observed} answers observed, ${revoked.size} certificates seen revoked`);
});

const ROWS = ["0a01", "0a02"].map((serial) => ({ serial, notAfter: new Date("2027-11-23T00:00:00Z") }));

it("D7, G8: a hundred thousand bad questions leave no memory behind and take 20 ms each at most", async () => {
  const made = await responderForTest(ROWS);
  const answer = answerOcsp(made.responder);
  tryHostileQuestions(answer, made, 20_000);
  const before = process.memoryUsage().rss;
  const { errors, answers, worstMs, wrong } = tryHostileQuestions(answer, made, 100_000);
  const grown = (process.memoryUsage().rss - before) / 1_000_000;
  console.log(`${errors} errors, ${answers} answers, worst ${worstMs.toFixed(1)} ms, grown by ${grown.toFixed(1)} MB`);
  expect(wrong).toEqual([]);
  expect(worstMs).toBeLessThan(20);
  expect(grown).toBeLessThan(64);
});

it("D8: of ten thousand answers each is what relying parties look for", async () => {
  const serials = ROWS.map(({ serial }) => serial);
  tryAnswers(await responderForTest(ROWS), { serials, unissued: "0a05", numRuns: 10_000 });
});
