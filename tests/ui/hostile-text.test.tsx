import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { DocumentSheet } from "#ui/document-sheet.tsx";
import { KeyCard } from "#ui/key-card.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Serial } from "#ui/serial.tsx";
import { StatusTag } from "#ui/status-tag.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { Table } from "#ui/table.tsx";
import { Timeline } from "#ui/timeline.tsx";

/** Every component that shows what came from the register, a certificate or another person, holding such a text. */
const SHOWN: Readonly<Record<string, (text: string) => ReactElement>> = {
  SummaryList: (text) => <SummaryList rows={[{ term: "a", value: text }]} />,
  KeyCard: (text) => (
    <KeyCard purpose="SIGNING" purposeText="a" name={text} organisation={text} facts={[{ term: "a", value: text }]} />
  ),
  Notice: (text) => (
    <Notice tone="danger" title={text}>
      {text}
    </Notice>
  ),
  PageTitle: (text) => <PageTitle>{text}</PageTitle>,
  StatusTag: (text) => <StatusTag tone="danger">{text}</StatusTag>,
  Table: (text) => (
    <Table caption="a" columns={[{ header: "a", cell: (row: string) => row }]} rows={[text]} rowKey={() => "1"} />
  ),
  Timeline: (text) => (
    <Timeline label="a" entries={[{ title: text, at: "a", atIso: "2026-11-23T00:00:00Z", by: text, text }]} />
  ),
  RequestNumberText: (text) => <RequestNumberText number={text} />,
  Serial: (text) => <Serial value={text} />,
};

const NAUGHTY = [
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  "<iframe src=javascript:alert(1)>",
  "javascript:alert(1)",
  "</pre></textarea></title><script>alert(1)</script>",
  "<!--<script>",
  "]]><script>alert(1)</script>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "{{constructor.constructor('alert(1)')()}}",
  "<a href='data:text/html,x' autofocus onfocus=alert(1)>",
  "\u202eгибал\u202c",
  "<\u0000script>alert(1)</script>",
  "＜script＞alert(1)＜/script＞",
  "x".repeat(4096),
];

const PLACE = "PLACEHOLDER";
const escaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#x27;");

/** Whatever a text says, the markup is that of a harmless one with the text in its place, escaped. */
function requireText(show: (text: string) => ReactElement, text: string): void {
  const due = renderToStaticMarkup(show(PLACE)).replaceAll(PLACE, () => escaped(text));
  expect(renderToStaticMarkup(show(text))).toBe(due);
}

const WHOLE = Object.entries(SHOWN).filter(([name]) => name !== "RequestNumberText" && name !== "Serial");

it.each(WHOLE)("G3: %s shows markup in a name, a reason or a signed text as text", (_, show) => {
  for (const text of NAUGHTY) requireText(show, text);
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).map((rest) => `a${rest}`),
      (text) => requireText(show, text),
    ),
    { numRuns: 100 },
  );
});

it("G3, H4: a signed text is shown to its last character, with no markup but the sheet's own", () => {
  const shown = (text: string) => {
    const html = renderToStaticMarkup(<DocumentSheet title="a" text={text} label="a" />);
    return /<pre[^>]*>(.*)<\/pre>/s.exec(html)?.[1]?.replace(/<\/?span[^>]*>/g, "");
  };
  const requireShown = (values: readonly string[]) => {
    const text = ["TANBA-SIGN/1", ...values.map((value, at) => `key${at}: ${value}`), ""].join("\n");
    expect(shown(text)).toBe(escaped(text));
  };
  requireShown(NAUGHTY);
  fc.assert(fc.property(fc.array(fc.string({ unit: "binary" })), requireShown), { numRuns: 100 });
});

it("G3: numbers in groups are text, too", () => {
  for (const show of [SHOWN["RequestNumberText"], SHOWN["Serial"]]) {
    for (const text of NAUGHTY) expect(renderToStaticMarkup(show?.(text))).not.toMatch(/<(script|img|svg|iframe|a)\b/);
  }
});

it("G3: nothing of ours writes markup or code from a text", () => {
  const ways =
    /dangerouslySetInnerHTML|\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|createContextualFragment/;
  const found = globSync("src/**/*.{ts,tsx}").filter((file) => ways.test(readFileSync(file, "utf8")));
  expect(found).toEqual([]);
});
