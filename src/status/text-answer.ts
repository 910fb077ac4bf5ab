import type { StatusAnswer } from "./answer-to.ts";

/** An answer in a few words, for people and for machines that watch; nobody may keep it. */
export function textAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): StatusAnswer {
  const plain = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return { status, headers: { ...plain, ...headers }, body: Buffer.from(text) };
}
