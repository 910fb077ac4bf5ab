import { Language } from "#portal/wire/contract.ts";

/** The language that the register keeps for a person; Kazakh where it keeps none of ours. */
export function languageOf(kept: string): Language {
  const language = Language.safeParse(kept);
  return language.success ? language.data : "kk";
}
