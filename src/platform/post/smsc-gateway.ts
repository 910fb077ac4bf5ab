import { z } from "zod";
import { askProvider } from "./ask-provider.ts";
import type { Receipt, Sms, SmsGateway } from "./gateways.ts";
import { type Fate, PostError } from "./post-error.ts";

interface SmscSettings {
  readonly url?: string | undefined;
  readonly login: string;
  readonly password: string;
  readonly sender?: string | undefined;
  readonly timeoutMs?: number;
}

const Refusal = z.object({ error: z.string(), error_code: z.number() });
const Taken = z.object({ id: z.union([z.string(), z.number()]), cnt: z.number() });
const Standing = z.object({ status: z.number() });

/** Of send.php: 1 parameters, 6 forbidden text or sender, 7 form of the number, 8 never deliverable; the others pass. */
const FOR_EVER: readonly number[] = [1, 6, 7, 8];
const NOT_FOUND = 3;
/** Of status.php: 1 delivered, 2 read, 4 link opened; 3 and 20 to 25 never will be; below and 0 it is on its way. */
const DELIVERED: readonly number[] = [1, 2, 4];
const NEVER: readonly number[] = [3, 20, 22, 23, 24, 25];

/**
 * SMSC (smsc.kz): its messages carry our number of them, under which it can be asked.
 *
 * @see https://smsc.kz/api/http/send/sms/ (send.php), https://smsc.kz/api/http/status_messages/ (status.php)
 */
export function smscGateway({ url = "https://smsc.kz", login, password, sender, timeoutMs }: SmscSettings): SmsGateway {
  const ask = <A>(path: string, form: Readonly<Record<string, string>>, answer: z.ZodType<A>) =>
    askProvider({
      url: `${url}/sys/${path}.php`,
      form: { login, psw: password, fmt: "3", charset: "utf-8", ...form },
      answer: z.union([answer, Refusal]),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  const status = ({ to, id }: { to: string; id: string }) => ask("status", { phone: to, id }, Standing);
  return {
    async send({ id, to, text }: Sms) {
      const form = { phones: to, mes: text, id, ...(sender !== undefined && { sender }) };
      const told = await ask("send", form, Taken);
      if ("error_code" in told) throw new PostError(`SMSC_${told.error_code}`, fateOf(told.error_code));
      return id;
    },
    async find({ id, to }) {
      const told = await status({ to, id });
      if (!("error_code" in told)) return told.status === -3 ? null : id;
      if (told.error_code === NOT_FOUND) return null;
      throw new PostError(`SMSC_${told.error_code}`, "LATER");
    },
    async receiptOf({ providerId: id, to }): Promise<Receipt> {
      const told = await status({ to, id });
      if ("error_code" in told || !NEVER.concat(DELIVERED).includes(told.status)) return "PENDING";
      return DELIVERED.includes(told.status) ? "DELIVERED" : "FAILED";
    },
  };
}

/** 9: the same was asked within a minute; that it was taken the first time is what `find` will tell. */
const fateOf = (code: number): Fate => (code === 9 ? "LOST" : FOR_EVER.includes(code) ? "REFUSED" : "LATER");
