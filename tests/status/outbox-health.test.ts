import { expect, it, onTestFinished } from "vitest";
import { freePort } from "#platform/free-port.ts";
import { smtpMailer } from "#platform/post/smtp-mailer.ts";
import { deliverMessages } from "#portal/messages/delivery/deliver-messages.ts";
import { deliveryWorld } from "#tests/support/delivery.ts";
import { eventually, startStatus } from "./start-status.ts";

const HOUR_MS = 3_600_000;

it("E3: tells an operator that letters reach no server, and why, and what was given up", {
  timeout: 60_000,
}, async () => {
  const here = await deliveryWorld();
  const from = { name: "Tańba", address: "no-reply@tanba.test" };
  const mailer = smtpMailer({ url: `smtp://127.0.0.1:${await freePort()}`, from });
  onTestFinished(() => mailer.close());
  await here.queue(await here.person(), "KEYS_INSTALLED");
  for (let tries = 0; tries < 3; tries++) {
    await deliverMessages({ ...here.delivering, mailer });
    here.later(HOUR_MS);
  }
  const personId = await here.person();
  const settled = {
    channel: "EMAIL",
    kind: "KEYS_ISSUED",
    personId,
    createdAt: new Date(),
    dueAt: new Date(),
  } as const;
  const givenUp = { ...settled, state: "FAILED", settledAt: new Date() } as const;
  const seenTo = await here.owner.message.create({ data: { ...givenUp, key: "one" } });
  await here.owner.message.create({ data: { ...givenUp, key: "its repeat", repeatsId: seenTo.id } });
  const { at } = await startStatus(here);
  const health = await eventually(
    async () => (await fetch(at("/health/ready"))).text(),
    (text) => text.includes("messages"),
  );
  expect(health).toMatch(/^warning: messages that can't be sent and are tried again: 1, the last for [A-Z_]+$/m);
  // what an operator has sent again is seen to, but not that it failed again
  expect(health).toMatch(/^warning: 1 messages of the last week were given up$/m);
});
