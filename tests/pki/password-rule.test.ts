import { expect, it } from "vitest";
import { passwordProblems } from "#pki/password-rule.ts";

it.each([
  ["Qwerty12", []],
  ["Aa1#$^+=!*()@%&_?-.", []],
  ["Aa1aaa", []],
  [`Aa1${"a".repeat(29)}`, []],
  ["Aa1aa", ["TOO_SHORT"]],
  [`Aa1${"a".repeat(30)}`, ["TOO_LONG"]],
  ["qwerty12", ["NO_UPPER"]],
  ["QWERTY12", ["NO_LOWER"]],
  ["Qwertyui", ["NO_DIGIT"]],
  ["Qwerty12 ", ["CHARACTERS"]],
  ["Qwerty12é", ["CHARACTERS"]],
  ["Qwerty12\n", ["CHARACTERS"]],
  ["Кверти12", ["CHARACTERS", "NO_UPPER", "NO_LOWER"]],
  ["Qwerty１２", ["CHARACTERS", "NO_DIGIT"]],
  ["", ["TOO_SHORT", "NO_UPPER", "NO_LOWER", "NO_DIGIT"]],
])("the password %j has the problems %j", (password, problems) => {
  expect(passwordProblems(password)).toEqual(problems);
});
