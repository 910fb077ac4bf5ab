import { describe, expect, test } from "vitest";
import type { ApiProblem } from "#browser/api-problem.ts";
import type { KeystoreErrorCode } from "#browser/keystore/keystore-error.ts";
import type { KeyFileProblem } from "#browser/keystore/opened-key.ts";
import { type Messages, messages } from "#i18n/messages.ts";
import { routing } from "#i18n/routing.ts";
import type { PkiErrorCode } from "#pki/error.ts";
import type { AuditAction } from "#portal/audit/store.ts";
import type { PortalErrorCode } from "#portal/error.ts";
import { RequestState } from "#portal/requests/contract.ts";

type Code = PortalErrorCode | PkiErrorCode | KeystoreErrorCode | "NETWORK" | "INTERNAL";

/** Every text by its path. */
function textsOf(value: unknown, path = ""): ReadonlyMap<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  return new Map(Object.entries(value ?? {}).flatMap(([key, inner]) => [...textsOf(inner, `${path}.${key}`)]));
}

/** The names of the arguments of an ICU message: of `{n}` and `{n, plural, one {…} other {…}}`, and of those in branches. */
function argumentsOf(text: string): readonly string[] {
  const found = new Set<string>();
  const read = (at: number, inArgument: boolean): number => {
    let next = at;
    for (; next < text.length && text[next] !== "}"; next++) {
      if (text[next] !== "{") continue;
      const name = /^\{\s*(\w+)\s*[,}]/.exec(text.slice(next))?.[1];
      // Inside an argument a brace opens a branch, and in a text an argument.
      if (!inArgument && name) found.add(name);
      next = read(next + 1, !inArgument);
    }
    return next;
  };
  read(0, false);
  return [...found].toSorted();
}

const english = textsOf(messages.en);

describe.each(routing.locales)("the texts in %s", (locale) => {
  const texts = textsOf(messages[locale]);

  test("are as many, under the same keys, as the English ones", () => {
    expect([...texts.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test("take the same arguments as the English ones", () => {
    for (const [path, text] of texts) {
      expect.soft(argumentsOf(text), `${locale}${path}`).toEqual(argumentsOf(english.get(path) ?? ""));
    }
  });

  test("are none of them empty, padded or with doubled spaces", () => {
    const faulty = [...texts].filter(
      ([path, text]) => !path.endsWith("Prefix") && (text.trim() !== text || text === "" || /[^\n] {2}/.test(text)),
    );
    expect(faulty).toEqual([]);
  });
});

test("every code that a person can meet has a sentence", () => {
  // The types hold the promise: a new code does not compile before it has its sentence.
  const sentences: Readonly<Record<Code, string>> = messages.kk.errors;
  const files: Readonly<Record<KeyFileProblem, string>> = messages.kk.errors.file;
  const unknown: ApiProblem["code"] = "INTERNAL";
  expect(Object.keys(sentences)).toContain(unknown);
  expect(Object.values(files).every((text) => text.includes("{fileName}"))).toBe(true);
});

test("everything that the log can say was done has words, and nothing else has", () => {
  // as above: a new action does not compile before it has its words, nor words without an action
  const words: Readonly<Record<AuditAction, string>> = messages.kk.log.action;
  const actionOf = (word: keyof Messages["log"]["action"]): AuditAction => word;
  expect(Object.keys(words)).toContain(actionOf("message-repeated"));
});

test("every state of a request has a text", () => {
  const states: Messages["states"]["request"] = messages.kk.states.request;
  expect(Object.keys(states).toSorted()).toEqual([...RequestState.options].toSorted());
});

describe("the Kazakh texts", () => {
  const texts = [...textsOf(messages.kk)];

  test("say құпиясөз in one word and өтінім for a request", () => {
    expect(texts.filter(([, text]) => /құпия сөз|өтініш(?! беруш)/i.test(text))).toEqual([]);
  });

  test("hold no Russian and no Latin look-alikes inside a word", () => {
    expect(texts.filter(([, text]) => /[ыэщъ]\s?(ться|ение)\b|[А-Яа-яӘә][a-z][А-Яа-яӘә]/u.test(text))).toEqual([]);
  });
});
