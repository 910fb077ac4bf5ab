import { expect, it } from "vitest";
import { emailText } from "#portal/documents/contract.ts";
import { lastPhone } from "#portal/profile/last-phone.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { askCode, receiveCode } from "#tests/support/step-up.ts";
import { holder, ORIGIN, type TestHolder, world } from "#tests/support/world.ts";

const text = ({ actor }: TestHolder) => emailText({ origin: ORIGIN, iin: actor.iin, email: "aigul@example.kz" });

it("tells a person, in any capacity, the end of the number that a code went to last, and nobody else", async () => {
  const portal = await world();
  const person = await holder(portal);
  const alsoPerson = await holder(portal, { template: "INDIVIDUAL", iin: person.actor.iin });
  const { context } = portal.portal;
  const ask = ({ actor }: TestHolder) => lastPhone(context, { ...actor, certificateId: "" });
  const browser = await signedIn(portal, person);
  await askCode(browser, "EMAIL", text(person));
  expect(await ask(person), "asked for, and not sent").toBeNull();
  await receiveCode(browser, "EMAIL", text(person));
  const masked = `+7 ••• ••• •• ${person.actor.iin.slice(-2)}`;
  expect([await ask(person), await ask(alsoPerson)]).toEqual([masked, masked]);
  expect(await ask(await holder(portal))).toBeNull();
});
