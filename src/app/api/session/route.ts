import { z } from "zod";
import { answer } from "#http/answer.ts";
import { dropCookie, newToken, setCookie } from "#http/cookies.ts";
import { holderRoute, openRoute } from "#http/route.ts";
import { fullName } from "#portal/people/full-name.ts";
import { SignIn } from "#portal/sign-in/contract.ts";
import { signIn } from "#portal/sign-in/sign-in.ts";
import { signOut } from "#portal/sign-in/sign-out.ts";

/** Signs in: 204 with the session's cookie and the one that this browser is known again by; its session before ends. */
export const POST = openRoute("POST /api/session", SignIn, async ({ context, body, session, ...from }) => {
  const { browser, userAgent } = from;
  const known = from.known ?? newToken(context.random);
  const token = await signIn(context, { browser, known, userAgent }, body);
  if (session !== null) await signOut(context, session);
  const cookies = [setCookie("session", token, context.origin), setCookie("known", known, context.origin)];
  return answer(204, undefined, cookies.flat());
});

/** Who is signed in. */
export const GET = holderRoute("GET /api/session", z.undefined(), async ({ actor }) => {
  const { template, organisation } = actor;
  return answer(200, { name: fullName(actor), template, organisation });
});

/** Signs out: 204, whether there was a session or not. */
export const DELETE = openRoute("DELETE /api/session", z.undefined(), async ({ context, session }) => {
  if (session !== null) await signOut(context, session);
  const gone = answer(204, undefined, dropCookie("session", context.origin));
  // Not "storage": the waiting keys of a request lie there.
  gone.headers.set("clear-site-data", '"cache"');
  return gone;
});
