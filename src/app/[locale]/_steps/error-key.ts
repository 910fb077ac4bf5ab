import type { Messages } from "#i18n/messages.ts";

type Sentences = Messages["errors"];

/** The codes that have a sentence; the other keys of the namespace hold more than one. */
export type ErrorKey = { [Key in keyof Sentences]: Sentences[Key] extends string ? Key : never }[keyof Sentences];

/** The key of the sentence for a code; a code without one is not for people, and is told as a fault of ours. */
export function errorKey(sentences: Sentences, code: string): ErrorKey {
  return isKey(sentences, code) ? code : "INTERNAL";
}

function isKey(sentences: Sentences, code: string): code is ErrorKey {
  return Object.entries(sentences).some(([key, sentence]) => key === code && typeof sentence === "string");
}
