import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { z } from "zod";
import type { Letter, Mailer } from "./gateways.ts";
import { mailAddress } from "./mail-address.ts";
import { type Fate, PostError } from "./post-error.ts";

const SmtpFailure = z.object({
  code: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
});

interface SmtpSettings {
  /** smtp[s]://user:password@host:port */
  readonly url: string;
  /** Whom letters come from: a name and an address. */
  readonly from: { readonly name: string; readonly address: string };
  /** For how long nothing may happen on a connection. */
  readonly silenceMs?: number;
  readonly connections?: number;
}

const SILENCE_MS = 30_000;
/** What a letter may still be refused with for itself; before these commands a refusal is of us, and an operator's to mend. */
const OF_THE_LETTER = ["RCPT TO", "MAIL FROM", "DATA"];

/** Sends letters to one SMTP server over a few connections that are kept. The only recipient is who the letter is for. */
export function smtpMailer({ url, from, silenceMs = SILENCE_MS, connections = 5 }: SmtpSettings): Mailer {
  const handings = new Map<unknown, () => Promise<void>>();
  const openPool = () => {
    const opened = createTransport({
      ...{ url, pool: true, maxConnections: connections, disableFileAccess: true, disableUrlAccess: true },
      ...{ connectionTimeout: silenceMs, greetingTimeout: silenceMs, socketTimeout: silenceMs, dnsTimeout: silenceMs },
    });
    opened.use("stream", ({ message, data }, done) => {
      const onHanding = handings.get(data.messageId);
      if (onHanding) message.processFunc((content) => Readable.from(afterWord(onHanding, content)));
      done();
    });
    return opened;
  };
  let pool = openPool();
  return {
    async send(letter, onHanding) {
      const to = mailAddress(letter.to);
      if (to === null) throw new PostError("ADDRESS_REFUSED", "REFUSED");
      const used = pool;
      let isHanded = false;
      handings.set(letter.messageId, async () => {
        await onHanding?.();
        isHanded = true;
      });
      try {
        const { response } = await used.sendMail(asMail(letter, from, to));
        return response.slice(0, 200);
      } catch (error) {
        // the pool would use the connection again, and the next letter would get this one's answer
        if (isOutOfStep(error) && used === pool) {
          pool = openPool();
          used.close();
        }
        throw smtpError(error, isHanded);
      } finally {
        handings.delete(letter.messageId);
      }
    },
    close: () => pool.close(),
  };
}

/** Content that is asked for only when the server has said 354, and given only when that was written down. */
async function* afterWord(onHanding: () => Promise<void>, content: AsyncIterable<unknown>) {
  await onHanding();
  yield* content;
}

const asMail = (
  { messageId, language, subject, text, html, calendar }: Letter,
  from: SmtpSettings["from"],
  to: string,
) => ({
  ...{ from, to: { name: "", address: to }, envelope: { from: from.address, to: [to] } },
  ...{ messageId, subject, text, html },
  // nobody's holiday answers to a machine: RFC 3834 section 5; the language: RFC 3282
  headers: { "Auto-Submitted": "auto-generated", "Content-Language": language },
  ...(calendar !== undefined && {
    attachments: [
      { filename: "tanba.ics", content: calendar, contentType: "text/calendar; charset=utf-8; method=PUBLISH" },
    ],
  }),
});

const read = (cause: unknown) => SmtpFailure.safeParse(cause).data ?? {};

/** An answer that is no refusal, and yet a failure, is the one to an earlier command. */
const isOutOfStep = (cause: unknown) => (read(cause).responseCode ?? 400) < 400;

function smtpError(cause: unknown, isHanded: boolean): PostError {
  const { code = "FAILED", command = "CONN", responseCode } = read(cause);
  return new PostError(`SMTP_${responseCode ?? code}`, fateOf(responseCode, command, isHanded), { cause });
}

function fateOf(answer: number | undefined, command: string, isHanded: boolean): Fate {
  // where the answers are out of step, the one to the letter is lost
  if (answer === undefined || answer < 400) return isHanded ? "LOST" : "LATER";
  return answer >= 500 && OF_THE_LETTER.includes(command) ? "REFUSED" : "LATER";
}
