import { expect } from "vitest";
import { CRL_SHARDS, STATUS_URL } from "#tests/support/authority.ts";
import { timesById } from "#tests/support/delivery.ts";
import { startProcess, type TestProcess } from "#tests/support/process.ts";
import { signerHome, startSigner } from "#tests/support/signer-process.ts";
import { type SmsProvider, startSmsProvider } from "#tests/support/sms-provider.ts";
import { type SmtpPeer, startSmtpPeer } from "#tests/support/smtp-peer.ts";
import { ORIGIN, type World, world } from "#tests/support/world.ts";
import { seedMany } from "../../prisma/seed-many.ts";

/** A register full of people, some of whose keys end soon, with workers that are to be killed. */
export interface NoticeWorld extends World {
  readonly smtp: SmtpPeer;
  readonly sms: SmsProvider;
  startWorker(failpoint?: string): Promise<TestProcess>;
  /** Messages by state. */
  states(): Promise<Readonly<Record<string, number>>>;
  unsettled(): Promise<number>;
  /** As if all the waits had passed: only while no worker is there. */
  passTime(): Promise<void>;
  /** E1, E2 and E3 over the register and what the other ends have got. @returns how many letters came how often */
  verify(): Promise<Readonly<Record<string, number>>>;
}

export async function noticeWorld(certificates: number): Promise<NoticeWorld> {
  const here = await world();
  const { database, owner } = here;
  if (certificates > 0) await seedMany(database.url, { certificates, statusUrl: STATUS_URL, crlShards: CRL_SHARDS });
  await owner.$executeRaw`UPDATE person SET email = 'p' || iin || '@example.kz'`;
  await owner.$executeRaw`
    INSERT INTO citizen (iin, surname, given_name, phone, phone_since, resident)
    SELECT iin, surname, given_name, '+7700' || right(iin, 7), now() - interval '9 years', true FROM person
    ON CONFLICT DO NOTHING`;
  const home = signerHome(here.authority.hierarchy);
  await startSigner(home);
  const [smtp, sms] = [await startSmtpPeer(), await startSmsProvider()];
  const env = {
    ...{ TANBA_VAR: home, TANBA_ORIGIN: ORIGIN, TANBA_STATUS_URL: STATUS_URL, TANBA_FAILPOINTS_ALLOWED: "1" },
    ...{ WORKER_DATABASE_URL: database.urlAs("worker"), TANBA_MESSAGES_PER_MINUTE: "1000000" },
    ...{ TANBA_SMTP_URL: smtp.url, TANBA_SMS_URL: sms.url },
  };
  const unsettled = () => owner.message.count({ where: { state: { in: ["QUEUED", "SENDING"] } } });
  return {
    ...{ ...here, smtp, sms, unsettled },
    startWorker: (failpoint = "") => startProcess("worker", { ...env, TANBA_FAILPOINT: failpoint }),
    async states() {
      const counted = await owner.message.groupBy({ by: ["state"], _count: true });
      return Object.fromEntries(counted.map(({ state, _count }) => [state, _count]));
    },
    async passTime() {
      await owner.$executeRaw`
        UPDATE message SET due_at = created_at, leased_until = CASE WHEN leased_until IS NOT NULL THEN created_at END
        WHERE state IN ('QUEUED', 'SENDING')`;
      // what the clock does each minute
      await owner.$executeRaw`SELECT tanba_queue_messages()`;
    },
    verify: () => verify(here, smtp, sms),
  };
}

async function verify({ owner }: World, smtp: SmtpPeer, sms: SmsProvider) {
  const messages = await owner.message.findMany();
  // E1: each pair, channel and rung once
  const rungs = messages
    .filter(({ kind }) => kind === "EXPIRY")
    .map(({ certificateId, channel, threshold }) => `${certificateId} ${channel} ${threshold}`);
  expect(new Set(rungs).size).toBe(rungs.length);
  // E3: all of them have gone out, or are a letter of which nobody knows and that stays in sight
  const unknown = messages.filter(({ state }) => state !== "SENT" && state !== "DELIVERED");
  expect(unknown.filter(({ state, channel }) => state !== "UNKNOWN" || channel !== "EMAIL")).toEqual([]);
  const letters = timesById(smtp);
  const bySms = messages.filter(({ channel }) => channel === "SMS");
  const byMail = messages.filter(({ channel }) => channel === "EMAIL");
  const numbers = (of: typeof messages) => of.map(({ id }) => `<${id}@tanba.test>`).toSorted();
  const unseen = numbers(unknown).filter((id) => !letters.has(id));
  expect([...letters.keys(), ...unseen].toSorted()).toEqual(numbers(byMail));
  expect([...sms.sent.keys()].toSorted()).toEqual(bySms.map(({ id }) => id).toSorted());
  // E2: an SMS once, whatever happened; a letter twice at most, and once where its sending was never lost sight of
  expect([...sms.sent.values()].filter((times) => times !== 1)).toEqual([]);
  const most = (doubts: number) => (doubts === 0 ? 1 : 2);
  const came = byMail.map(({ id, doubts, attempts, lastError }) => ({
    ...{ id, doubts, attempts, lastError, times: letters.get(`<${id}@tanba.test>`) ?? 0 },
  }));
  expect(came.filter(({ doubts, times }) => times > most(doubts))).toEqual([]);
  for (const { recipients } of smtp.letters) expect(recipients).toHaveLength(1);
  const times = Map.groupBy(letters.values(), (count) => `letters ${count} times`);
  const counted = [...times].map(([name, { length }]) => [name, length] as const);
  const stays = unknown.length > 0 && { "letters unknown": unknown.length };
  return { ...Object.fromEntries(counted), ...stays, "SMS once": bySms.length };
}
