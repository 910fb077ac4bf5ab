import { expect, it } from "vitest";
import { readEnv } from "#platform/env.ts";
import { sinkWarning } from "#worker/sink-warning.ts";

const SMTP = { TANBA_SMTP_URL: "smtps://user:secret@mail.example:465" };
const SMS = { TANBA_SMS_PROVIDER: "twilio" };

it.each([
  [
    {},
    "nobody gets letters, for want of TANBA_SMTP_URL, nor SMS, for want of a TANBA_SMS_PROVIDER: they go to the demonstration's sink",
  ],
  [SMTP, "nobody gets SMS, for want of a TANBA_SMS_PROVIDER: they go to the demonstration's sink"],
  [SMS, "nobody gets letters, for want of TANBA_SMTP_URL: they go to the demonstration's sink"],
  [{ ...SMTP, ...SMS }, null],
])("says which messages reach nobody with the settings %j", (settings, expected) => {
  expect(sinkWarning(readEnv(settings))).toBe(expected);
});
