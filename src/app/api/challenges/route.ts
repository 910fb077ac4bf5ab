import { answer } from "#http/answer.ts";
import { newToken, setCookie } from "#http/cookies.ts";
import { openRoute } from "#http/route.ts";
import { askChallenge } from "#portal/sign-in/ask-challenge.ts";
import { AskChallenge } from "#portal/sign-in/contract.ts";

/** Hands this browser a value to sign once: 201, with the cookie that it is bound to if there was none. */
export const POST = openRoute("POST /api/challenges", AskChallenge, async ({ context, actor, body, browser }) => {
  const token = browser ?? newToken(context.random);
  const challenge = await askChallenge(context, { browser: token, actor }, body.purpose);
  return answer(201, challenge, browser === null ? setCookie("browser", token, context.origin) : []);
});
