import type { KeptMessage } from "./kept-messages.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

const STYLE = `:root{color-scheme:light dark;--paper:light-dark(#faf8f4,#161512);--sheet:light-dark(#fff,#1f1d1a);
--ink:light-dark(#1e1c19,#f2eee7);--soft:light-dark(#5b554c,#b9b1a5);--line:light-dark(#ddd6ca,#3b3731);--accent:light-dark(#0b5566,#7fc6d6)}
body{margin:0 auto;padding:24px 16px;max-width:720px;background:var(--paper);color:var(--ink);font:17px/1.5 "Golos Text","Segoe UI",Roboto,Arial,sans-serif}
h1{font-size:28px;margin:0 0 8px}h2{font-size:19px;margin:0 0 4px;overflow-wrap:anywhere}a{color:var(--accent)}
.soft{color:var(--soft);font-size:15px;margin:0 0 8px;overflow-wrap:anywhere}
article{background:var(--sheet);border:1px solid var(--line);border-radius:6px;padding:16px 20px;margin:16px 0}
pre{font:15px/1.5 ui-monospace,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:8px 0}
a:focus-visible,summary:focus-visible{outline:3px solid #ffc83d;outline-offset:2px}summary{padding:10px 0;cursor:pointer}`;

/** All that came, as a page that an operator of the demonstration reads; text from letters stays text. */
export function sinkPage(messages: readonly KeptMessage[]): string {
  const list = messages.length === 0 ? "<p>Nothing has come yet.</p>" : messages.map(asArticle).join("\n");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tańba: letters and SMS</title>
<style>${STYLE}</style></head><body><main>
<h1>Letters and SMS</h1>
<p class="soft">All that this demonstration has sent, the newest first. Nothing of it went any further. <a href="/">Look again</a></p>
${list}
</main></body></html>
`;
}

function asArticle({ id, at, channel, to, subject, text, html, files }: KeptMessage): string {
  const when = at.toISOString().replace("T", " ").slice(0, 19);
  const title = channel === "SMS" ? "SMS" : subject;
  const looks = html === null ? "" : `<p><a href="/letters/${escaped(id)}">As it looks</a></p>`;
  const attached = files.length === 0 ? "" : `<p class="soft">Attached: ${escaped(files.join(", "))}</p>`;
  const body = channel === "SMS" ? asText(text) : `<details><summary>Its text</summary>${asText(text)}</details>`;
  return `<article aria-label="${escaped(title)}"><h2 lang="${languageOf(title)}">${escaped(title)}</h2>
<p class="soft">To ${escaped(to.join(", "))} · <time datetime="${at.toISOString()}">${when} UTC</time></p>
${body}${looks}${attached}</article>`;
}

const asText = (text: string) => `<pre dir="auto" lang="${languageOf(text)}">${escaped(text)}</pre>`;

/** For a screen reader. Nobody tells a sink the language of an SMS, and its letters alone do. */
function languageOf(text: string): "kk" | "ru" | "en" {
  if (/[әғқңөұүһі]/i.test(text)) return "kk";
  return /[а-яё]/i.test(text) ? "ru" : "en";
}
