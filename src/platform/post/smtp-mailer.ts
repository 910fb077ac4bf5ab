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
  const transport = createTransport({
    ...{ url, pool: true, maxConnections: connections, disableFileAccess: true, disableUrlAccess: true },
    ...{ connectionTimeout: silenceMs, greetingTimeout: silenceMs, socketTimeout: silenceMs, dnsTimeout: silenceMs },
  });
  const handings = new Map<unknown, () => Promise<void>>();
  transport.use("stream", ({ message, data }, done) => {
    const onHanding = handings.get(data.messageId);
    if (onHanding) message.processFunc((content) => Readable.from(afterWord(onHanding, content)));
    done();
  });
  return {
    async send(letter, onHanding) {
      const to = mailAddress(letter.to);
      if (to === null) throw new PostError("ADDRESS_REFUSED", "REFUSED");
      let isHanded = false;
      handings.set(letter.messageId, async () => {
        await onHanding?.();
        isHanded = true;
      });
      try {
        const { response } = await transport.sendMail(asMail(letter, from, to));
        return response.slice(0, 200);
      } catch (error) {
        throw smtpError(error, isHanded);
      } finally {
        handings.delete(letter.messageId);
      }
    },
    close: () => transport.close(),
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

function smtpError(cause: unknown, isHanded: boolean): PostError {
  const { code = "FAILED", command = "CONN", responseCode } = SmtpFailure.safeParse(cause).data ?? {};
  return new PostError(`SMTP_${responseCode ?? code}`, fateOf(responseCode, command, isHanded), { cause });
}

function fateOf(answer: number | undefined, command: string, isHanded: boolean): Fate {
  // an answer that is no refusal is the one to an earlier command: the one to the letter is lost
  if (answer === undefined || answer < 400) return isHanded ? "LOST" : "LATER";
  return answer >= 500 && OF_THE_LETTER.includes(command) ? "REFUSED" : "LATER";
}
