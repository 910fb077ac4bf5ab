import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** What stands on what: the pairs of text and ground, which need 4.5:1, and the edges of controls, which need 3:1. */
const GROUNDS = ["paper", "surface", "sunk"];
const TONES = ["accent", "seal", "warning", "danger"];
const on = (ground: string, ...texts: readonly string[]) => texts.map((text): [string, string] => [text, ground]);
const TEXTS = [
  ...GROUNDS.flatMap((ground) => on(ground, "ink", "soft", "accent-strong", ...TONES)),
  ...TONES.flatMap((tone) => on(`${tone}-soft`, tone, "ink", "soft")),
  ...on("seal-soft", "accent"),
  ...on("accent", "on-accent"),
  ...on("accent-strong", "on-accent"),
  ...on("danger", "on-danger"),
  ...on("danger-strong", "on-danger"),
  ...on("seal", "paper"),
];
const EDGES = GROUNDS.flatMap((ground) => on(ground, "edge"));

const css = readFileSync(new URL("../../src/app/tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = "", light = "", dark = ""]) => [
    name,
    { light, dark },
  ]),
);

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(["light", "dark"] as const)("in the %s scheme", (scheme) => {
  const colour = (name = "") => tokens.get(name)?.[scheme] ?? expect.fail(`there is no token ${name}`);

  test.each(TEXTS)("%s can be read on %s", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(EDGES)("%s can be seen on %s", (edge, ground) => {
    expect(contrast(colour(edge), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
