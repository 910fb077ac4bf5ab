import { NO_STORE } from "./problem.ts";

/** A JSON answer, or an empty one, that nobody keeps, with the cookies it sets. */
export function answer(status: number, body?: unknown, cookies: readonly string[] = []): Response {
  const headers = new Headers(NO_STORE);
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return body === undefined ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
}
