import twilio from "twilio";
import { fateOfStatus, unheard } from "./ask-provider.ts";
import type { Receipt, SmsGateway } from "./gateways.ts";
import { PostError } from "./post-error.ts";

interface TwilioSettings {
  /** Where its API is instead, in tests. */
  readonly url?: string | undefined;
  readonly accountSid: string;
  readonly authToken: string;
  /** A number of ours, or the number of a messaging service (MG…). */
  readonly sender: string;
  readonly timeoutMs?: number;
}

const NEVER: readonly string[] = ["failed", "undelivered", "canceled"];

/**
 * Twilio, by its own SDK: its messages carry no number of ours, so a lost one is sought by whom it was for and its text.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
export function twilioGateway({ url, accountSid, authToken, sender, timeoutMs = 20_000 }: TwilioSettings): SmsGateway {
  const own = new twilio.RequestClient({ timeout: timeoutMs, autoRetry: false });
  const request: typeof own.request = (options) =>
    own.request(url === undefined ? options : { ...options, uri: options.uri.replace("https://api.twilio.com", url) });
  const { messages } = twilio(accountSid, authToken, { httpClient: Object.assign(Object.create(own), { request }) });
  const from = sender.startsWith("MG") ? { messagingServiceSid: sender } : { from: sender };
  return {
    send: ({ to, text }) => heard(async () => (await messages.create({ ...from, to, body: text })).sid),
    find: ({ to, text }) =>
      heard(async () => (await messages.list({ to, limit: 100 })).find(({ body }) => body === text)?.sid ?? null),
    receiptOf: ({ providerId }) =>
      heard(async (): Promise<Receipt> => {
        const { status } = await messages(providerId).fetch();
        return status === "delivered" || status === "read"
          ? "DELIVERED"
          : NEVER.includes(status)
            ? "FAILED"
            : "PENDING";
      }),
  };
}

async function heard<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof twilio.RestException) {
      const { status, code } = cause;
      throw new PostError(`TWILIO_${code ?? status}`, fateOfStatus(status), { cause });
    }
    throw new PostError(...unheard(cause), { cause });
  }
}
