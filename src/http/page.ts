import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { currentPortal } from "#compose";
import type { AskOcsp } from "#platform/ask-ocsp.ts";
import { readEnv } from "#platform/env.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import type { Limit } from "#portal/limits/limiter.ts";
import { findActor } from "#portal/sign-in/find-actor.ts";
import { ASKED_PATH } from "./asked-path.ts";
import { CLIENT_ADDRESS } from "./client-address.ts";
import { readCookie } from "./cookies.ts";

/** What a page may ask of the portal, and who is looking at it. */
export interface Page {
  readonly context: Context;
  readonly actor: Actor;
}

/** The session is looked up once for all parts of one page. */
const visitor = cache(async () => {
  const { context } = await currentPortal();
  const session = readCookie((await headers()).get("cookie"), "session", context.origin);
  return { context, session, actor: session === null ? null : await findActor(context, session) };
});

/** For a page that anyone may see: who is signed in, or null. */
export async function pageVisitor(): Promise<{ readonly context: Context; readonly actor: Actor | null }> {
  const { context, actor } = await visitor();
  return { context, actor };
}

/**
 * For a page that needs a holder: sends everybody else to sign in, or tells them that their session has ended, and
 * remembers where they wanted to go. `session` is the token of this very session.
 */
export async function pageActor(locale: string): Promise<Page & { readonly session: string }> {
  const { context, session, actor } = await visitor();
  if (actor && session !== null) return { context, actor, session };
  const next = new URLSearchParams({ next: (await headers()).get(ASKED_PATH) ?? "/account" });
  redirect(`/${locale}/${session === null ? "sign-in" : "session-expired"}?${next}`);
}

/**
 * Counts the opening of a page against the visitor's address, as the route with the same answer does.
 *
 * @throws {PortalError} TOO_MANY_REQUESTS
 */
export async function limitPage(limit: Limit): Promise<void> {
  const { limiter } = await currentPortal();
  await limiter.consume(limit, (await headers()).get(CLIENT_ADDRESS) ?? "unknown");
}

/** For a page that shows what relying parties are told of a certificate. */
export async function pageStatusService(): Promise<AskOcsp> {
  return (await currentPortal()).askOcsp;
}

/** Where the source code of this installation is kept, if its keeper says so. */
export function sourceUrl(): string | undefined {
  return readEnv(process.env).TANBA_SOURCE_URL;
}

/** Whether a code can come by e-mail here; the worker goes by the same setting. */
export function codesByEmail(): boolean {
  return readEnv(process.env).TANBA_STEP_UP === "sms-or-email";
}

/** What becomes of old keys here when new ones are installed; the worker goes by the same setting. */
export function replacedKeysPolicy(): "ask" | "always" | "never" {
  return readEnv(process.env).TANBA_REVOKE_REPLACED;
}
