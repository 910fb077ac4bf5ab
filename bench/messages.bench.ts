import { createTransport } from "nodemailer";
import { freePort } from "#platform/free-port.ts";
import { smtpMailer } from "#platform/post/smtp-mailer.ts";
import { deliverMessages } from "#portal/messages/delivery/deliver-messages.ts";
import { renderLetter } from "#portal/messages/letters/render-letter.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import type { Bench } from "./bench.ts";
import { ownProcess } from "./own-process.ts";
import { ORIGIN, openSite } from "./site.ts";

const LETTERS = 300;
const FROM = { name: "Tańba", address: "no-reply@tanba.test" };

export const bench: Bench = {
  name: "Letters through the outbox: taken, written in the receiver's language, handed over by SMTP, settled",
  goal: "0.25 of bare nodemailer",
  async setUp() {
    const site = await openSite({ connections: 10 });
    const port = await freePort();
    const sink = await ownProcess("sink", {
      TANBA_SINK_PORT: String(await freePort()),
      TANBA_SINK_SMTP_PORT: String(port),
    });
    const url = `smtp://127.0.0.1:${port}`;
    const { db, clock } = site.issuing;
    const known = { iin: "850312399011", surname: "Серікова", givenName: "Айгүл", email: "aigul@example.kz" };
    const { id: personId } = await site.owner.person.create({ data: known });
    const mailer = smtpMailer({ url, from: FROM });
    const none = () => Promise.reject(new Error("letters alone"));
    const context = {
      ...{ db, clock, origin: ORIGIN, mailer, perMinute: 1_000_000, log: { error: console.error, warn: console.warn } },
      ...{ sms: { send: none, receiptOf: none }, citizens: { findPerson: none, findCompany: none } },
    };
    let round = 0;
    const bare = createTransport({ url, pool: true, maxConnections: 5 });
    const told = { id: personId, kind: "REQUEST_SUBMITTED", language: "kk", name: "Айгүл", origin: ORIGIN } as const;
    const { subject, text, html } = await renderLetter({ ...told, facts: { number: "K7Q2" }, now: clock.now() });
    return {
      subject: {
        name: "letters through the outbox",
        async perSecond() {
          round++;
          const kind = "REQUEST_SUBMITTED" as const;
          await queueMessages(
            db,
            clock.now(),
            Array.from({ length: LETTERS }, (_, at) => ({
              ...{ key: `bench:${round}:${at}`, channel: "EMAIL" as const, kind, personId, facts: { number: "K7Q2" } },
            })),
          );
          const begun = performance.now();
          const sent = await deliverMessages(context);
          if (sent !== LETTERS) throw new Error(`${sent} of ${LETTERS} letters went out`);
          return (LETTERS * 1000) / (performance.now() - begun);
        },
      },
      yardsticks: [
        {
          name: "bare nodemailer, one written letter, 5 connections",
          async perSecond() {
            const begun = performance.now();
            const mail = { from: FROM.address, to: known.email, subject, text, html };
            await Promise.all(Array.from({ length: LETTERS }, () => bare.sendMail(mail)));
            return (LETTERS * 1000) / (performance.now() - begun);
          },
        },
      ],
      async tearDown() {
        mailer.close();
        bare.close();
        await sink.stop();
        await site.close();
      },
    };
  },
};
