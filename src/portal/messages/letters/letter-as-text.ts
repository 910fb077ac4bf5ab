import type { LetterParts } from "./letter.ts";

/** The same letter for who reads plain text. */
export function letterAsText({ greeting, paragraphs, code, facts, action, notYou, closing }: LetterParts): string {
  const [lead = "", ...more] = paragraphs;
  const parts = [
    greeting,
    lead,
    ...(code === undefined ? [] : [`    ${code}`]),
    facts.map(([label, value]) => `${label}: ${value}`).join("\n"),
    ...more,
    ...(action ? [`${action.label}:\n${action.href}`] : []),
    ...(notYou ? [`${notYou.text}\n${notYou.label}:\n${notYou.href}`] : []),
    ["-- ", ...closing].join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
