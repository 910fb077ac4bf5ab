import { z } from "zod";
import { askProvider } from "./ask-provider.ts";
import type { SmsGateway } from "./gateways.ts";

const Taken = z.object({ id: z.string() });
const Found = z.object({ id: z.string().nullable() });

/** The sink of the demonstration, which keeps each message once under its number and delivers none. */
export function sinkGateway({
  url,
  timeoutMs = 10_000,
}: {
  readonly url: string;
  readonly timeoutMs?: number;
}): SmsGateway {
  return {
    async send({ id, to, text }) {
      return (await askProvider({ url: `${url}/sms`, form: { id, to, text }, answer: Taken, timeoutMs })).id;
    },
    async find({ id }) {
      return (await askProvider({ url: `${url}/sms/find`, form: { id }, answer: Found, timeoutMs })).id;
    },
    receiptOf: async () => "DELIVERED",
  };
}
