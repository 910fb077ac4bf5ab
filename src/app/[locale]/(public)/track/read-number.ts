import { parseRequestNumber } from "#portal/requests/request-number.ts";

const LENGTH = 13;

export type ReadNumber =
  | { readonly number: string }
  | { readonly wrong: "missing" | "wrongCharacters" | "wrongCheck" }
  | { readonly wrong: "wrongLength"; readonly count: number };

/** What a person typed as a request number, or what is wrong with it, in the order in which it can be mended. */
export function readNumber(typed: string): ReadNumber {
  const number = parseRequestNumber(typed);
  if (number !== null) return { number };
  const signs = typed.replaceAll(/[\s\p{Pd}]/gu, "");
  if (signs === "") return { wrong: "missing" };
  if (!/^[0-9A-Ya-y]+$/.test(signs)) return { wrong: "wrongCharacters" };
  if (signs.length !== LENGTH) return { wrong: "wrongLength", count: signs.length };
  return { wrong: "wrongCheck" };
}
