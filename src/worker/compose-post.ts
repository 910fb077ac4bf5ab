import type { Env } from "#platform/env.ts";
import type { Mailer, SmsGateway } from "#platform/post/gateways.ts";
import { mobizonGateway } from "#platform/post/mobizon-gateway.ts";
import { sinkGateway } from "#platform/post/sink-gateway.ts";
import { smscGateway } from "#platform/post/smsc-gateway.ts";
import { smtpMailer } from "#platform/post/smtp-mailer.ts";

/** Who carries letters and SMS, by the settings; the sink of the demonstration where none says otherwise. */
export async function composePost(env: Env): Promise<{ readonly mailer: Mailer; readonly sms: SmsGateway }> {
  const { hostname } = new URL(env.TANBA_ORIGIN);
  const mailer = smtpMailer({
    url: env.TANBA_SMTP_URL ?? `smtp://${env.TANBA_SINK_HOST}:${env.TANBA_SINK_SMTP_PORT}`,
    from: { name: "Tańba", address: env.TANBA_MAIL_FROM ?? `no-reply@${hostname}` },
  });
  return { mailer, sms: await composeSms(env) };
}

async function composeSms(env: Env): Promise<SmsGateway> {
  const { TANBA_SMS_SENDER: sender, TANBA_SMS_URL: url } = env;
  if (env.TANBA_SMS_PROVIDER === "smsc") {
    const login = needed(env, "TANBA_SMS_ACCOUNT");
    return smscGateway({ url, sender, login, password: needed(env, "TANBA_SMS_SECRET") });
  }
  if (env.TANBA_SMS_PROVIDER === "mobizon") {
    return mobizonGateway({ url, sender, apiKey: needed(env, "TANBA_SMS_SECRET") });
  }
  if (env.TANBA_SMS_PROVIDER === "twilio") {
    // large, and of no use to anybody else
    const { twilioGateway } = await import("#platform/post/twilio-gateway.ts");
    const account = { accountSid: needed(env, "TANBA_SMS_ACCOUNT"), authToken: needed(env, "TANBA_SMS_SECRET") };
    return twilioGateway({ url, ...account, sender: needed(env, "TANBA_SMS_SENDER") });
  }
  return sinkGateway({ url: url ?? `http://${env.TANBA_SINK_HOST}:${env.TANBA_SINK_PORT}` });
}

function needed(env: Env, name: "TANBA_SMS_ACCOUNT" | "TANBA_SMS_SECRET" | "TANBA_SMS_SENDER"): string {
  const value = env[name];
  if (value === undefined) throw new Error(`${name}: ${env.TANBA_SMS_PROVIDER} needs it.`);
  return value;
}
