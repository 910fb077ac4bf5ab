import { z } from "zod";
import { currentPortal, type Portal } from "#compose";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { isRequestNumber } from "#portal/requests/request-number.ts";
import { Serial } from "#portal/revocation/contract.ts";
import { findActor } from "#portal/sign-in/find-actor.ts";
import { clientAddress } from "./client-address.ts";
import { readCookie } from "./cookies.ts";
import { problem } from "./problem.ts";
import { readBody } from "./read-body.ts";
import { requireOwnOrigin } from "./require-own-origin.ts";
import { ROUTES, type RouteName, type RouteRule } from "./routes.ts";

/** A row's own name, as `row-id.ts` makes it. */
const Id = z.uuid();

/** What a handler is given, all of it checked. */
interface Call<Body> {
  readonly context: Context;
  readonly body: Body;
  /** The `[number]`, the `[serial]` and the `[id]` of the path; empty where there is none. */
  readonly number: string;
  readonly serial: string;
  readonly id: string;
  /** What stands behind the `?`; nothing in it is checked. */
  readonly query: Readonly<Record<string, string>>;
  /** The tokens in this browser's cookies. */
  readonly browser: string | null;
  readonly session: string | null;
  readonly known: string | null;
  /** What the browser calls itself; nothing in it is checked. */
  readonly userAgent: string | null;
}

type Place = Pick<Call<unknown>, "number" | "serial" | "id">;

type OpenRoute = { [Name in RouteName]: (typeof ROUTES)[Name]["actor"] extends "anyone" ? Name : never }[RouteName];
type HolderRoute = Exclude<RouteName, OpenRoute>;

type Handler = (request: Request, options: { params: Promise<Partial<Place>> }) => Promise<Response>;

/**
 * Makes the handler of a route that anyone may call: from a request of which nothing is believed to a use case, and back.
 *
 * In this order: the origin, the limit, the media type, the size, the JSON, the session, the shape; then `handle`.
 *
 * @param body what the JSON must be; `z.undefined()` for GET and DELETE, which have none
 */
export function openRoute<Body>(
  name: OpenRoute,
  body: z.ZodType<Body>,
  handle: (call: Call<Body> & { readonly actor: Actor | null }) => Promise<Response>,
): Handler {
  return handler(name, async (portal, request, place) => {
    await limit(portal, name, clientAddress(request));
    const json = await jsonOf(request);
    const { actor, ...tokens } = await identify(portal, request);
    return handle({ context: portal.context, actor, body: body.parse(json), ...place, ...queryOf(request), ...tokens });
  });
}

/** The same for a route that needs a signed-in holder, whom the limit then counts. */
export function holderRoute<Body>(
  name: HolderRoute,
  body: z.ZodType<Body>,
  handle: (call: Call<Body> & { readonly actor: Actor }) => Promise<Response>,
): Handler {
  return handler(name, async (portal, request, place) => {
    const json = await jsonOf(request);
    const { actor, ...tokens } = await identify(portal, request);
    if (!actor) throw new PortalError("SIGNED_OUT");
    await limit(portal, name, actor.holderId);
    if (name.includes("[number]") && !isRequestNumber(place.number)) throw new PortalError("NOT_FOUND");
    if (name.includes("[serial]") && !Serial.safeParse(place.serial).success) throw new PortalError("NOT_FOUND");
    if (name.includes("[id]") && !Id.safeParse(place.id).success) throw new PortalError("NOT_FOUND");
    return handle({ context: portal.context, actor, body: body.parse(json), ...place, ...queryOf(request), ...tokens });
  });
}

type Answer = (portal: Portal, request: Request, place: Place) => Promise<Response>;

function handler(name: RouteName, answer: Answer): Handler {
  return async (request, { params }) => {
    try {
      const portal = await currentPortal();
      const { number = "", serial = "", id = "" } = (await params) ?? {};
      return await answerOrTell(name, portal, () => {
        if (request.method !== "GET") requireOwnOrigin(request, portal.context.origin);
        return answer(portal, request, { number, serial, id });
      });
    } catch (error) {
      return problem(error, (fault) => console.error(fault));
    }
  };
}

async function answerOrTell(route: RouteName, { log }: Portal, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    return problem(error, (err) => log.error({ err, route }, "a fault of ours"));
  }
}

const queryOf = ({ url }: Request) => ({ query: Object.fromEntries(new URL(url).searchParams) });

async function jsonOf(request: Request): Promise<unknown> {
  return request.method === "POST" || request.method === "PUT" ? readBody(request) : undefined;
}

async function identify({ context }: Portal, request: Request) {
  const cookies = request.headers.get("cookie");
  const session = readCookie(cookies, "session", context.origin);
  const browser = readCookie(cookies, "browser", context.origin);
  const known = readCookie(cookies, "known", context.origin);
  const userAgent = request.headers.get("user-agent");
  return { session, browser, known, userAgent, actor: session === null ? null : await findActor(context, session) };
}

async function limit({ limiter }: Portal, name: RouteName, key: string): Promise<void> {
  const rule: RouteRule = ROUTES[name];
  if (rule.limit) await limiter.consume(rule.limit, key);
}
