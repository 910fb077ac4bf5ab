import type { Actor } from "#portal/actor.ts";
import { NoticeKind, type Settings } from "#portal/profile/contract.ts";
import { Language } from "#portal/wire/contract.ts";

/** What the register keeps of a person's wishes; Kazakh where it keeps none of our languages. */
export function keptSettings({ language, emailNotices, noticeKindsOff }: Actor): Settings {
  return {
    language: Language.options.find((one) => one === language) ?? "kk",
    emailNotices,
    noticeKindsOff: NoticeKind.options.filter((kind) => noticeKindsOff.includes(kind)),
  };
}
