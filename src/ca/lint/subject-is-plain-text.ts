import type { CommonLint } from "./lint.ts";

/** Control, format (bidirectional marks, zero-width letters), private-use and unassigned characters, lines and paragraphs. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;

export const subjectIsPlainText: CommonLint = {
  rule: "subject-is-plain-text",
  source: "RFC 5280 section 7.3 (composed form); Unicode TR 36 (characters that nobody sees)",
  find({ names }) {
    const attributes = names.flat();
    const odd = attributes.find(
      ({ value }) => UNSEEN.test(value) || value !== value.normalize("NFC") || value !== value.trim(),
    );
    return odd && `the value of ${odd.type}`;
  },
};
