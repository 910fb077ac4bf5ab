import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Heading } from "@react-email/heading";
import { Hr } from "@react-email/hr";
import { Html } from "@react-email/html";
import { Preview } from "@react-email/preview";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import { createElement as h, type ReactElement } from "react";
import type { LetterParts } from "./letter.ts";

/** The colours of the account's pages, light and dark; a reader that knows no dark scheme shows the light one. */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { color: #0b5566; }
@media (prefers-color-scheme: dark) {
  body, .paper, .paper > table > tbody > tr > td { background-color: #161512 !important; }
  .sheet { background-color: #1f1d1a !important; border-color: #3b3731 !important; }
  .ink, .ink td { color: #f2eee7 !important; }
  .soft, .soft td { color: #b9b1a5 !important; }
  .line { border-color: #3b3731 !important; }
  .sunk { background-color: #282521 !important; }
  .button { background-color: #7fc6d6 !important; color: #05252d !important; }
  a { color: #7fc6d6; }
}`;

const FACE = "'Golos Text', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const INK = { color: "#1e1c19", fontSize: "17px", lineHeight: "26px", margin: "0 0 16px" };
const SOFT = { color: "#5b554c", fontSize: "14px", lineHeight: "21px", margin: "0 0 8px" };
const SHEET = {
  ...{ maxWidth: "600px", padding: "32px 28px", backgroundColor: "#ffffff", border: "1px solid #ddd6ca" },
  borderRadius: "6px",
};
const BUTTON = {
  ...{ backgroundColor: "#0b5566", color: "#ffffff", fontSize: "17px", fontWeight: 600, lineHeight: "22px" },
  ...{ padding: "12px 22px", borderRadius: "4px", textDecoration: "none" },
};
const LINE = { borderColor: "#ddd6ca", margin: "24px 0" };

/** A letter as a page for mail readers: one column, no picture, nothing fetched from anywhere. */
export function letterLayout(letter: LetterParts): ReactElement {
  return h(
    Html,
    { lang: letter.language, dir: "ltr" },
    h(Head, null, h("title", null, letter.subject), h("style", null, STYLE)),
    h(Preview, null, letter.paragraphs[0] ?? letter.subject),
    h(
      Body,
      { className: "paper", style: { backgroundColor: "#faf8f4", fontFamily: FACE, margin: 0, padding: "24px 12px" } },
      h(Container, { className: "sheet", style: SHEET }, ...content(letter)),
    ),
  );
}

const paragraph = (text: string, key: string) => h(Text, { key, className: "ink", style: INK }, text);

function content({ subject, product, greeting, paragraphs, code, facts, action, notYou, closing }: LetterParts) {
  return [
    h(Text, { key: "product", className: "soft", style: { ...SOFT, margin: "0 0 20px" } }, `Tańba · ${product}`),
    h(
      Heading,
      { key: "subject", as: "h1", className: "ink", style: { ...INK, fontSize: "24px", lineHeight: "31px" } },
      subject,
    ),
    paragraph(greeting, "greeting"),
    ...paragraphs.slice(0, 1).map((text) => paragraph(text, "lead")),
    code === undefined ? null : h(Text, { key: "code", className: "ink sunk", style: CODE }, code),
    facts.length === 0 ? null : h(Section, { key: "facts" }, ...facts.map(([label, value]) => fact(label, value))),
    ...paragraphs.slice(1).map((text) => paragraph(text, "more")),
    ...(action ? actionOf(action) : []),
    ...(notYou ? notYouOf(notYou) : []),
    h(Hr, { key: "line", className: "line", style: LINE }),
    ...closing.map((text) => h(Text, { key: text, className: "soft", style: SOFT }, text)),
  ];
}

const CODE = {
  ...{ ...INK, backgroundColor: "#f2eee7", fontSize: "32px", lineHeight: "40px", letterSpacing: "6px" },
  ...{ padding: "12px 16px", borderRadius: "4px", fontVariantNumeric: "tabular-nums" },
};

const fact = (label: string, value: string) =>
  h(
    Section,
    { key: label, style: { margin: "0 0 12px" } },
    h(Text, { className: "soft", style: { ...SOFT, margin: 0 } }, label),
    h(
      Text,
      { className: "ink", style: { ...INK, margin: 0, overflowWrap: "anywhere", fontVariantNumeric: "tabular-nums" } },
      value,
    ),
  );

const actionOf = ({ label, href, orOpen }: NonNullable<LetterParts["action"]>) => [
  h(
    Section,
    { key: "action", style: { margin: "24px 0 12px" } },
    h(Button, { className: "button", href, style: BUTTON }, label),
  ),
  h(
    Text,
    { key: "address", className: "soft", style: { ...SOFT, overflowWrap: "anywhere" } },
    `${orOpen} `,
    h("a", { href }, href),
  ),
];

const notYouOf = ({ text, label, href }: NonNullable<LetterParts["notYou"]>) => [
  h(Hr, { key: "not-you-line", className: "line", style: LINE }),
  paragraph(text, "not-you"),
  h(Text, { key: "not-you-link", className: "ink", style: INK }, h("a", { href }, label)),
];
