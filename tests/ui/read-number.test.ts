import { expect, test } from "vitest";
import { readNumber } from "#app/[locale]/(public)/track/read-number.ts";

const NUMBER = "0A1B2C3D4E5F3";

test.each(["0A1B-2C3D-4E5F-3", "0a1b2c3d4e5f3", " 0A1B 2C3D 4E5F 3 ", "OA1B–2C3D–4E5F–3", "0alb-2c3d-4e5f-3"])(
  "reads %j as the number it is",
  (typed) => {
    expect(readNumber(typed)).toEqual({ number: NUMBER });
  },
);

test.each([
  ["  ", { wrong: "missing" }],
  ["0A1B-2C3D-4E5F", { wrong: "wrongLength", count: 12 }],
  ["0A1B-2C3D-4E5F-4", { wrong: "wrongCheck" }],
  ["0A1B-2C3D-4EF5-3", { wrong: "wrongCheck" }],
  ["Ө123-2C3D-4E5F-3", { wrong: "wrongCharacters" }],
  ["0A1B-2C3D-4E5F-Z", { wrong: "wrongCharacters" }],
])("says what is wrong with %j", (typed, expected) => {
  expect(readNumber(typed)).toEqual(expected);
});
