import type { Locale } from "#i18n/routing.ts";
import type { Actor } from "#portal/actor.ts";
import { NoticeKind, type Settings } from "#portal/profile/contract.ts";

/**
 * What the register keeps of a person's wishes, in the language that they read now: whoever changes something else is not
 * led away to the language of another day.
 */
export function keptSettings({ emailNotices, noticeKindsOff }: Actor, locale: Locale): Settings {
  return {
    language: locale,
    emailNotices,
    noticeKindsOff: NoticeKind.options.filter((kind) => noticeKindsOff.includes(kind)),
  };
}
