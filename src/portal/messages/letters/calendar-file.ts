import type { ToTell } from "./letter.ts";
import { letterLink } from "./letter-links.ts";
import { letterLanguage, letterTexts } from "./letter-texts.ts";

/** A line is no longer, in octets, than this without its end. */
const OCTETS_MAX = 75;

/**
 * The end of the keys as an iCalendar file, with an alarm a week before and a day before: only for a notice of expiry.
 *
 * @see RFC 5545 sections 3.1 (folding), 3.3.11 (TEXT), 3.6.1 (VEVENT), 3.6.6 (VALARM)
 */
export function calendarFile(told: ToTell): string | undefined {
  const { notAfter } = told.facts;
  if (told.kind !== "EXPIRY" || notAfter === undefined) return undefined;
  const language = letterLanguage(told.language);
  const t = letterTexts(language);
  const url = letterLink(told) ?? told.origin;
  const title = escaped(t("calendar.title"));
  const alarm = (trigger: string) => [
    ...["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${title}`, `TRIGGER:${trigger}`, "END:VALARM"],
  ];
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tanba//Notices//EN", "METHOD:PUBLISH", "BEGIN:VEVENT"],
    `UID:${eventId(told)}`,
    `DTSTAMP:${utc(told.now)}`,
    `DTSTART:${utc(new Date(notAfter))}`,
    `SUMMARY;LANGUAGE=${language}:${title}`,
    `DESCRIPTION;LANGUAGE=${language}:${escaped(t("calendar.text", { url }))}`,
    `URL:${url}`,
    "TRANSP:TRANSPARENT",
    ...alarm("-P7D"),
    ...alarm("-P1D"),
    ...["END:VEVENT", "END:VCALENDAR"],
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** One event for all notices of one pair: the later file takes the place of the earlier. */
const eventId = ({ facts: { notAfter = "", pair = "" }, origin }: ToTell) =>
  `${pair}-${utc(new Date(notAfter))}@${new URL(origin).hostname}`;

const utc = (at: Date) => at.toISOString().replaceAll(/[-:]|\.\d+/g, "");

const escaped = (text: string) => text.replaceAll(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");

function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const character of line) {
    // a line that goes on begins with a space
    if (Buffer.byteLength(part + character) > OCTETS_MAX - (parts.length > 0 ? 1 : 0)) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part].join("\r\n ");
}
