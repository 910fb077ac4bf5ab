import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import type { ProviderFault } from "#tests/support/sms-provider.ts";
import type { SmtpFault } from "#tests/support/smtp-peer.ts";
import { until } from "#tests/support/until.ts";
import { type NoticeWorld, noticeWorld } from "./notice-world.ts";

/** Enough that at least 2,000 notices are due. */
const CERTIFICATES = 140_000;
const ROUNDS = 20;
/** Looks at the register before both are killed. */
const MOST_LOOKS = 60;

const SMTP: readonly SmtpFault[] = [
  ...([
    "takes",
    "takes",
    "takes",
    "says 451 to RCPT",
    "is cut after DATA",
    "says 250 twice",
    "is cut before DATA",
  ] as const),
  ...(["greets with 421", "says 451 to DATA", "answers nonsense"] as const),
];
const SMS: readonly ProviderFault[] = [
  "takes",
  "takes",
  "takes and is cut",
  "takes and says 500",
  "is cut",
  "says 429",
];
const FAILPOINTS = ["", "", "notify.after_take", "notify.after_250", "notify.after_settle"];

/** Has everything planned while no server takes anything, so that the kills come while messages go out. */
async function plan(here: NoticeWorld): Promise<void> {
  here.smtp.behave("greets with 421");
  here.sms.behave(() => "says 429");
  const planner = await here.startWorker();
  await until(async () => (await here.owner.message.count({ where: { kind: "EXPIRY" } })) >= 2000);
  planner.kill("SIGKILL");
  await planner.ended;
  await here.passTime();
}

const anyOf = <T>(of: readonly T[], otherwise: T): T => of[randomInt(of.length)] ?? otherwise;

it(`E1, E2, E3: two workers, ${ROUNDS} rounds of kills and a misbehaving provider over 2,000 due notices`, async () => {
  const here = await noticeWorld(CERTIFICATES);
  await plan(here);
  here.smtp.behave(() => anyOf(SMTP, "takes"));
  here.sms.behave(() => anyOf(SMS, "takes"));
  let [kills, midway] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const two = await Promise.all([here.startWorker(anyOf(FAILPOINTS, "")), here.startWorker(anyOf(FAILPOINTS, ""))]);
    for (let looks = randomInt(MOST_LOOKS); looks > 0; looks--) await here.states();
    if ((await here.unsettled()) > 0) midway++;
    for (const worker of two) {
      worker.kill("SIGKILL");
      await worker.ended;
      kills++;
    }
    await here.passTime();
  }
  here.smtp.behave("takes");
  here.sms.behave(() => "takes");
  await here.startWorker();
  await until(async () => (await here.unsettled()) === 0);
  const notices = await here.owner.message.count();
  console.info(`${notices} notices, ${kills} kills (${midway} rounds midway):`, await here.verify());
  expect(notices).toBeGreaterThanOrEqual(2000);
}, 3_600_000);
