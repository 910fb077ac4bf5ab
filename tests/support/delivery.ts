import { onTestFinished } from "vitest";
import { smtpMailer } from "#platform/post/smtp-mailer.ts";
import type { MessageKind } from "#platform/prisma/enums.ts";
import type { Delivering } from "#portal/messages/delivery/delivering.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { type FakeSms, fakeSms } from "./fake-sms.ts";
import { headerOf, type SmtpPeer, startSmtpPeer } from "./smtp-peer.ts";
import { ORIGIN, type World, world } from "./world.ts";

/** A world with an outbox, and the other ends of it. */
export interface DeliveryWorld extends World {
  readonly peer: SmtpPeer;
  readonly sms: FakeSms;
  readonly alarms: unknown[];
  readonly delivering: Delivering;
  /** A person of the register who has an address and a phone. */
  person(more?: {
    email?: string | null;
    language?: string;
    emailNotices?: boolean;
    surname?: string;
  }): Promise<string>;
  /** Queues one message for a person. */
  queue(
    personId: string,
    kind?: MessageKind,
    more?: Partial<Parameters<typeof queueMessages>[2][number]>,
  ): Promise<void>;
  /** Moves the clock. */
  later(ms: number): void;
  states(): Promise<Readonly<Record<string, number>>>;
}

export async function deliveryWorld({ perMinute = 100_000, tells = true } = {}): Promise<DeliveryWorld> {
  const here = await world();
  const peer = await startSmtpPeer();
  const sms = fakeSms({ tells });
  const mailer = smtpMailer({ url: peer.url, from: { name: "Tańba", address: "no-reply@tanba.test" }, silenceMs: 500 });
  onTestFinished(() => mailer.close());
  const alarms: unknown[] = [];
  const log = {
    error: (...told: unknown[]) => void alarms.push(told),
    warn: (...told: unknown[]) => void alarms.push(told),
  };
  const { db, clock } = here.issuing;
  const delivering = { db, clock, origin: ORIGIN, mailer, sms: sms.gateway, citizens, perMinute, log };
  let number = 0;
  return {
    ...{ ...here, peer, sms, alarms, delivering },
    async person({ email = "aigul@example.kz", language = "kk", emailNotices = true, surname = "Серікова" } = {}) {
      const iin = String(++number).padStart(12, "0");
      const data = { iin, surname, givenName: "Айгүл", email, language, emailNotices };
      return (await here.owner.person.create({ data })).id;
    },
    async queue(personId, kind = "REQUEST_SUBMITTED", more = {}) {
      const facts = { number: "K7Q2" };
      await queueMessages(db, clock.now(), [
        { key: `${kind}:${++number}`, channel: "EMAIL", kind, personId, facts, ...more },
      ]);
    },
    later: (ms) => here.clock.set(new Date(clock.now().getTime() + ms)),
    async states() {
      const counted = await here.owner.message.groupBy({ by: ["state"], _count: true });
      return Object.fromEntries(counted.map(({ state, _count }) => [state, _count]));
    },
  };
}

/** A register in which everybody has a phone, made of their number. */
const citizens: Delivering["citizens"] = {
  async findPerson(iin) {
    const phone = { number: `+7700${iin.slice(-7)}`, since: new Date(0) };
    const found = { iin, surname: "", givenName: "", patronymic: null, phone, isResident: true };
    return { kind: "FOUND", found };
  },
  findCompany: async () => ({ kind: "NOT_FOUND" }),
};

/** How often each letter came, by its number. */
export function timesById({ letters }: Pick<SmtpPeer, "letters">): ReadonlyMap<string, number> {
  const grouped = Map.groupBy(letters, (letter) => headerOf(letter, "message-id"));
  return new Map([...grouped].map(([id, came]) => [id, came.length]));
}
