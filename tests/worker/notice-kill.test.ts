import { expect, it } from "vitest";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { timesById } from "#tests/support/delivery.ts";
import type { SmtpFault } from "#tests/support/smtp-peer.ts";
import { until } from "#tests/support/until.ts";
import { type NoticeWorld, noticeWorld } from "./notice-world.ts";

/** Of them about one in thirty has something to be told now. */
const CERTIFICATES = 450;

/** Looks until everything is settled; the test's own time limit ends it. */
async function allSettled(here: NoticeWorld): Promise<void> {
  const planned = { where: { kind: "EXPIRY" } } as const;
  await until(async () => (await here.owner.message.count(planned)) > 0 && (await here.unsettled()) === 0);
}

it.each(["notify.after_take", "notify.after_250", "notify.after_settle"])(
  "E1, E2, E3: a worker killed at %s loses no notice, sends no SMS twice, and a letter twice at most, under one number",
  async (failpoint) => {
    const here = await noticeWorld(CERTIFICATES);
    const dying = await here.startWorker(failpoint);
    expect(await dying.ended).toBe("SIGKILL");
    expect(await here.unsettled()).toBeGreaterThan(0);
    await here.passTime();
    await Promise.all([here.startWorker(), here.startWorker()]);
    await allSettled(here);
    const counted = await here.verify();
    expect(Object.keys(counted).filter((name) => !/^(letters [12] times|SMS once)$/.test(name))).toEqual([]);
    if (failpoint === "notify.after_take") expect(counted["letters 2 times"]).toBeUndefined();
  },
  120_000,
);

it("E2, E3: a letter whose worker is killed each time in the window goes out twice, under one number, and stays in sight", async () => {
  const here = await noticeWorld(0);
  const data = { iin: "880101300123", surname: "Серікова", givenName: "Айгүл", email: "aigul@example.kz" };
  const { id: personId } = await here.owner.person.create({ data });
  const letter = { key: "one", channel: "EMAIL", kind: "KEYS_INSTALLED", personId, facts: { number: "K7Q2" } } as const;
  await queueMessages(here.issuing.db, new Date(), [letter]);
  for (const state of ["SENDING", "SENDING"]) {
    const dying = await here.startWorker("notify.after_250");
    expect(await dying.ended).toBe("SIGKILL");
    expect(await here.owner.message.findUniqueOrThrow({ where: { key: "one" } })).toMatchObject({ state });
    await here.passTime();
  }
  await here.startWorker("notify.after_250");
  await until(async () => (await here.unsettled()) === 0);
  expect(await here.owner.message.findUniqueOrThrow({ where: { key: "one" } })).toMatchObject({
    ...{ state: "UNKNOWN", doubts: 2 },
  });
  expect([...timesById(here.smtp).values()]).toEqual([2]);
}, 120_000);

it("E2, E3: two workers and servers that fail in every way lose no notice, and send no SMS twice", async () => {
  const here = await noticeWorld(CERTIFICATES);
  const faults: readonly SmtpFault[] = [
    ...([
      "takes",
      "says 451 to RCPT",
      "is cut after DATA",
      "greets with 421",
      "says 451 to DATA",
      "says 250 twice",
    ] as const),
  ];
  let turn = 0;
  here.smtp.behave(() => faults[turn++ % faults.length] ?? "takes");
  here.sms.behave(
    () => (["takes", "takes and is cut", "is cut", "says 429", "takes and says 500"] as const)[turn++ % 5] ?? "takes",
  );
  const workers = await Promise.all([here.startWorker(), here.startWorker()]);
  await until(async () => (await here.owner.message.count({ where: { state: "SENT" } })) > 0);
  here.smtp.behave("takes");
  here.sms.behave(() => "takes");
  for (const worker of workers) {
    worker.kill("SIGKILL");
    await worker.ended;
  }
  await here.passTime();
  await here.startWorker();
  await allSettled(here);
  await here.verify();
}, 120_000);
