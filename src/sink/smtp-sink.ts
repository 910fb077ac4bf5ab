import { randomUUID } from "node:crypto";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { KeptMessages } from "./kept-messages.ts";

const LETTER_MAX = 1_000_000;

/** Takes every letter over SMTP and keeps it; nothing goes any further. */
export function smtpSink(kept: KeptMessages): SMTPServer {
  return new SMTPServer({
    ...{ disabledCommands: ["AUTH", "STARTTLS"], size: LETTER_MAX, banner: "Tanba's sink: nothing goes any further" },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.once("end", () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        keepLetter(kept, to, Buffer.concat(parts)).then(
          () => done(null, "kept"),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
}

async function keepLetter(kept: KeptMessages, to: readonly string[], raw: Buffer): Promise<void> {
  const { subject = "", text = "", html, attachments } = await PostalMime.parse(raw);
  kept.keep({
    ...{ id: randomUUID(), at: new Date(), channel: "EMAIL", to, subject, text, html: html ?? null },
    files: attachments.map(({ filename }) => filename ?? ""),
    raw: raw.toString("latin1"),
  });
}
