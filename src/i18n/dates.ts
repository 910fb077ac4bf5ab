import type { Locale } from "./routing.ts";

/** All of Kazakhstan keeps one time since 2024. */
const TIME_ZONE = "Asia/Almaty";
const DAY_MS = 86_400_000;

/** "31 January 2027". Only for the server: Chromium has no Kazakh months, Node has. */
export function formatDate(date: Date | string, locale: Locale): string {
  return formats(locale).day.format(new Date(date));
}

/** The same in the middle of a sentence, where a line must not end between "2027" and "ж.". */
export function formatDateInText(date: Date | string, locale: Locale): string {
  return formatDate(date, locale).replaceAll(" ", "\u00a0");
}

/** "31 January 2027, 14:05". Only for the server. */
export function formatDateTime(date: Date | string, locale: Locale): string {
  return `${formatDate(date, locale)}, ${formats(locale).time.format(new Date(date))}`;
}

/** Whole days from `now` until `date`, none below zero; a started day counts. */
export function daysLeft(date: Date | string, now: Date): number {
  return Math.max(0, Math.ceil((new Date(date).getTime() - now.getTime()) / DAY_MS));
}

const TAG: Record<Locale, string> = { kk: "kk-KZ", ru: "ru-KZ", en: "en-GB" };

interface Formats {
  readonly day: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
}
const made = new Map<Locale, Formats>();

/** Made once a language: one costs as much as a hundred dates, and its memory comes back late. */
function formats(locale: Locale): Formats {
  const known = made.get(locale);
  if (known) return known;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(TAG[locale], { ...options, timeZone: TIME_ZONE });
  const ours = {
    day: format({ day: "numeric", month: "long", year: "numeric" }),
    time: format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  };
  made.set(locale, ours);
  return ours;
}
