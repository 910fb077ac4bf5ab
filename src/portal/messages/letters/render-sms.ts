import type { MessageKind } from "#platform/prisma/enums.ts";
import { codeReference } from "./code-reference.ts";
import type { ToTell } from "./letter.ts";
import { letterLanguage, letterTexts } from "./letter-texts.ts";
import { plainLine } from "./plain-line.ts";

/** What is short and urgent enough for a telephone. */
const BY_SMS = ["CODE", "EXPIRY", "KEYS_ISSUED", "CERTIFICATE_REVOKED", "EMAIL_CHANGED"] as const;
type SmsKind = (typeof BY_SMS)[number];

const isBySms = (kind: MessageKind): kind is SmsKind => BY_SMS.some((known) => known === kind);

const DATE = new Intl.DateTimeFormat("ru-KZ", { dateStyle: "short", timeZone: "Asia/Almaty" });

/**
 * The text of an SMS: 70 characters of Cyrillic go into one, a code that says what it is for goes into two. The last line of a code binds it to our site, so that a
 * browser fills it in there and nowhere else.
 *
 * @throws {Error} for a kind that goes by e-mail alone
 * @see https://wicg.github.io/sms-one-time-codes/
 */
export function renderSms({ kind, language, facts, origin }: ToTell): string {
  if (!isBySms(kind)) throw new Error(`${kind} is not told by SMS`);
  const { code = "", purpose = "", notAfter } = facts;
  const date = notAfter === undefined ? "" : DATE.format(new Date(notAfter));
  const reference = codeReference(facts) ?? "none";
  const values = { code: plainLine(code), purpose, reference, date, host: new URL(origin).hostname };
  return letterTexts(letterLanguage(language))(`sms.${kind}`, values);
}
