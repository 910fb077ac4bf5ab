import { withPortal } from "#compose";
import { CLIENT_ADDRESS } from "#http/client-address.ts";
import type { RouteName } from "#http/routes.ts";
import { HANDLERS } from "./handlers.ts";
import { ORIGIN, type World } from "./world.ts";

/** One browser: its cookies, and the portal it talks to through the very handlers that Next calls. */
export interface Visitor {
  readonly world: World;
  readonly cookies: Map<string, string>;
  readonly address: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON, or null where there is none. */
  readonly body: unknown;
  /** The bytes, where they are no JSON. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function visitor(world: World, address = "192.0.2.1"): Visitor {
  return { world, cookies: new Map(), address };
}

interface Sent {
  /** In place of the path's `[number]`, `[serial]` or `[id]`. */
  readonly number?: string;
  readonly serial?: string;
  readonly id?: string;
  /** What stands behind the path, with its `?`. */
  readonly query?: string;
  readonly json?: unknown;
  /** The body itself, where JSON.stringify would not write it. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  /** Over the headers that a browser sends; null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** Sends a request as this browser would, and keeps the cookies of the answer. */
export async function call(visitor: Visitor, route: RouteName, sent: Sent = {}): Promise<Answer> {
  const [method = "", path = ""] = route.split(" ");
  const handler = (await HANDLERS[path]?.())?.[method];
  if (typeof handler !== "function") throw new Error(`no handler for ${route}`);
  const { number = "", serial = "", id = "", query = "" } = sent;
  const body = sent.raw ?? (sent.json === undefined ? undefined : JSON.stringify(sent.json));
  const place = path
    .replace("[number]", encodeURIComponent(number))
    .replace("[serial]", encodeURIComponent(serial))
    .replace("[id]", encodeURIComponent(id));
  const request = new Request(`${ORIGIN}${place}${query}`, {
    method,
    body,
    headers: headersOf(visitor, sent),
  });
  const response: Response = await withPortal(visitor.world.portal, () =>
    handler(request, { params: Promise.resolve({ number, serial, id }) }),
  );
  keepCookies(visitor, response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
  const json = isJson ? JSON.parse(new TextDecoder().decode(bytes)) : null;
  return { status: response.status, headers: response.headers, body: json, bytes };
}

function headersOf({ cookies, address }: Visitor, { headers = {} }: Sent): Headers {
  const all = new Headers({
    origin: ORIGIN,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    [CLIENT_ADDRESS]: address,
  });
  if (cookies.size > 0) all.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  return all;
}

function keepCookies({ cookies }: Visitor, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
}

/** The code of a refusal; "" for anything else. */
export function codeOf({ body }: Answer): string {
  return typeof body === "object" && body !== null && "code" in body ? String(body.code) : "";
}

interface Challenge {
  readonly nonce: string;
  readonly expiresAt: string;
  readonly number: string;
}

export async function challenge(visitor: Visitor, purpose: string): Promise<Challenge> {
  const answer = await call(visitor, "POST /api/challenges", { json: { purpose } });
  if (answer.status !== 201) throw new Error(`no challenge: ${answer.status} ${codeOf(answer)}`);
  return { nonce: field(answer, "nonce"), expiresAt: field(answer, "expiresAt"), number: field(answer, "number") };
}

const field = ({ body }: Answer, name: string) =>
  String(Object.entries(body ?? {}).find(([key]) => key === name)?.[1] ?? "");
