import { formatDate, formatDateInText, formatDateTime } from "#i18n/dates.ts";
import { type MessageKind, RevocationReason } from "#platform/prisma/enums.ts";
import { dayInAlmaty } from "#portal/notices/almaty-day.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { codeReference } from "./code-reference.ts";
import type { LetterParts, ToTell } from "./letter.ts";
import { letterLink, notYouLink } from "./letter-links.ts";
import { letterLanguage, letterTexts } from "./letter-texts.ts";
import { plainLine } from "./plain-line.ts";

/** Of these nobody can switch the letters off. */
export const SECURITY_KINDS: readonly MessageKind[] = [
  ...(["CODE", "CONFIRM_EMAIL", "EMAIL_CHANGED", "NEW_BROWSER"] as const),
  ...(["CERTIFICATE_REVOKED", "KEYS_ISSUED", "KEYS_INSTALLED"] as const),
];

/** What somebody else may have done in the person's name. */
const MAY_BE_ANOTHERS: readonly MessageKind[] = [
  ...(["EMAIL_CHANGED", "NEW_BROWSER", "CERTIFICATE_REVOKED", "KEYS_ISSUED", "KEYS_INSTALLED"] as const),
];

/** The facts that a letter shows, in this order. */
const SHOWN = [
  "number",
  "applicant",
  "reason",
  "serial",
  "masked",
  "browser",
  "at",
  "waiting",
  "notAfter",
  "expiresAt",
] as const;

/** The words of one letter in its receiver's language. All that comes from outside is one plain line. */
export function composeLetter(told: ToTell): LetterParts {
  const language = letterLanguage(told.language);
  const t = letterTexts(language);
  const { kind } = told;
  const values = valuesOf(told);
  const say = (part: "subject" | "lead" | "more" | "action") => t(`kinds.${kind}.${part}`, values);
  const href = letterLink(told);
  const isSecurity = SECURITY_KINDS.includes(kind);
  return {
    language,
    subject: say("subject"),
    product: t("product"),
    greeting: t("greeting", { name: plainLine(told.name) }),
    paragraphs: [say("lead"), say("more")].filter(Boolean),
    code: kind === "CODE" ? values["code"] : undefined,
    facts: shownFacts(told),
    action: href === null ? undefined : { label: say("action"), href, orOpen: t("orOpen") },
    notYou: MAY_BE_ANOTHERS.includes(kind)
      ? { text: t("notYou"), label: t("notYouAction"), href: notYouLink(told) }
      : undefined,
    closing: [t(isSecurity ? "why.SECURITY" : "why.NOTICE"), t("links"), t("automatic")],
  };
}

/** What stands inside sentences. */
function valuesOf({ facts, language, now }: ToTell): Record<string, string | number> & { code?: string } {
  const { number = "", reason = "", notAfter, expiresAt, code = "", purpose = "", waiting = "0" } = facts;
  const date = notAfter ?? expiresAt;
  return {
    ...{ number: formatRequestNumber(plainLine(number)), purpose, code: plainLine(code), count: Number(waiting) },
    ...{ why: reason, hold: reason === "CERTIFICATE_HOLD" ? "yes" : "no" },
    ...(date !== undefined && {
      date: formatDateInText(date, letterLanguage(language)),
      days: Math.max(1, dayInAlmaty(new Date(date)) - dayInAlmaty(now)),
    }),
  };
}

const isReason = (text: string): text is RevocationReason => Object.keys(RevocationReason).includes(text);

function shownFacts(told: ToTell): LetterParts["facts"] {
  const language = letterLanguage(told.language);
  const t = letterTexts(language);
  const reference = codeReference(told.facts);
  if (told.kind === "CODE") {
    const field = told.facts["purpose"] === "REVOKE" ? "serial" : "number";
    return reference === null ? [] : [[t(`fields.${field}`), reference]];
  }
  const asShown = (field: (typeof SHOWN)[number], value: string): string => {
    if (field === "notAfter" || field === "expiresAt") return formatDate(value, language);
    if (field === "at") return formatDateTime(value, language);
    if (field === "number") return formatRequestNumber(plainLine(value));
    if (field === "reason" && isReason(value)) return t(`reasons.${value}`);
    return plainLine(value);
  };
  return SHOWN.flatMap((field) => {
    const value = told.facts[field];
    if (value === undefined || value === "" || (field === "reason" && told.kind === "REQUEST_ENDED")) return [];
    return [[t(`fields.${field}`), asShown(field, value)] as const];
  });
}
