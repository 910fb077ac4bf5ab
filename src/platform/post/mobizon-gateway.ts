import { z } from "zod";
import { askProvider } from "./ask-provider.ts";
import type { Receipt, SmsGateway } from "./gateways.ts";
import { PostError } from "./post-error.ts";

interface MobizonSettings {
  readonly url?: string | undefined;
  readonly apiKey: string;
  readonly sender?: string | undefined;
  readonly timeoutMs?: number;
}

const Id = z.union([z.string(), z.number()]).transform(String);
const answered = <D>(data: z.ZodType<D>) => z.object({ code: z.number(), data: data.nullish().catch(null) });
const Sent = answered(z.object({ messageId: Id }));
const Listed = answered(z.object({ items: z.array(z.object({ id: Id, text: z.string() })) }));
const Standing = answered(z.array(z.object({ id: Id, status: z.string() })));

/** 1: what was sent in doesn't pass their checks. All others may pass: 8 and 9 rights, 10 and up their own troubles. */
const INVALID = 1;
const NEVER = ["UNDELIV", "REJECTD", "EXPIRED", "DELETED"];

/**
 * Mobizon (mobizon.kz): its messages carry no number of ours, so a lost one is sought by whom it was for and its text.
 *
 * @see https://mobizon.kz/help/api-docs/message (SendSmsMessage, List, GetSMSStatus), https://mobizon.kz/help/api-docs/other
 *   (codes and statuses)
 */
export function mobizonGateway({
  url = "https://api.mobizon.kz",
  apiKey,
  sender,
  timeoutMs,
}: MobizonSettings): SmsGateway {
  const ask = <A extends { code: number }>(
    method: string,
    form: Readonly<Record<string, string>>,
    answer: z.ZodType<A>,
  ) =>
    askProvider({
      url: `${url}/service/message/${method}?output=json&api=v1&apiKey=${encodeURIComponent(apiKey)}`,
      ...{ form, answer },
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  return {
    async send({ to, text }) {
      const form = { recipient: digits(to), text, ...(sender !== undefined && { from: sender }) };
      const { code, data } = await ask("sendSmsMessage", form, Sent);
      if (code !== 0) throw new PostError(`MOBIZON_${code}`, code === INVALID ? "REFUSED" : "LATER");
      if (!data) throw new PostError("ANSWER_STRANGE", "LOST");
      return data.messageId;
    },
    async find({ to, text }) {
      const { code, data } = await ask("list", { "criteria[to]": digits(to), "pagination[pageSize]": "100" }, Listed);
      if (code !== 0 || !data) throw new PostError(`MOBIZON_${code}`, "LATER");
      return data.items.find((item) => item.text === text)?.id ?? null;
    },
    async receiptOf({ providerId }): Promise<Receipt> {
      const { data } = await ask("getSMSStatus", { "ids[0]": providerId }, Standing);
      const status = data?.find(({ id }) => id === providerId)?.status ?? "";
      return status === "DELIVRD" ? "DELIVERED" : NEVER.includes(status) ? "FAILED" : "PENDING";
    },
  };
}

const digits = (phone: string) => phone.replace("+", "");
