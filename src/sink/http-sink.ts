import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { z } from "zod";
import type { KeptMessages } from "./kept-messages.ts";
import { sinkPage } from "./sink-page.ts";

const Sms = z.object({ id: z.string().min(1), to: z.string().regex(/^\+\d{8,15}$/), text: z.string().max(1000) });
const Asked = z.object({ id: z.string().min(1) });

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** What its page may load. */
  readonly policy?: string;
}

const OWN_PAGE =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A letter is a stranger's page. */
const LETTER = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox";

const json = (value: unknown, status = 200): Answer => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});
const html = (body: string, policy: string): Answer => ({ status: 200, type: "text/html", body, policy });
const NOT_FOUND = json({ error: "there is no such page" }, 404);

/** Takes SMS as a provider would, and shows all that came: `/` as a page, `/messages.json` for tests. */
export function httpSink(kept: KeptMessages): Server {
  return createServer((request, response) => {
    answer(kept, request).then(
      (given) => send(response, given),
      () => send(response, json({ error: "this was not understood" }, 400)),
    );
  });
}

async function answer(kept: KeptMessages, request: IncomingMessage): Promise<Answer> {
  const { pathname } = new URL(request.url ?? "/", "http://sink");
  if (request.method === "POST") return answerPost(kept, pathname, new URLSearchParams(await readText(request)));
  if (request.method !== "GET" && request.method !== "HEAD") return json({ error: "GET or POST" }, 405);
  if (pathname === "/") return html(sinkPage(kept.list()), OWN_PAGE);
  if (pathname === "/messages.json") return json({ messages: kept.list() });
  const letter = /^\/letters\/([\w-]+)$/.exec(pathname)?.[1];
  const page = letter === undefined ? null : (kept.find(letter)?.html ?? null);
  return page === null ? NOT_FOUND : html(page, LETTER);
}

function answerPost(kept: KeptMessages, pathname: string, form: URLSearchParams): Answer {
  const given = Object.fromEntries(form);
  if (pathname === "/sms/find") return json({ id: kept.find(Asked.parse(given).id)?.id ?? null });
  if (pathname !== "/sms") return NOT_FOUND;
  const { id, to, text } = Sms.parse(given);
  kept.keep({ id, at: new Date(), channel: "SMS", to: [to], subject: "", text, html: null, files: [], raw: null });
  return json({ id });
}

function send(response: ServerResponse, { status, type, body, policy = "default-src 'none'" }: Answer): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": policy,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
  response.end(body);
}
