import { toBase64Url } from "#pki/bytes.ts";
import { newRowId } from "#platform/row-id.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { meetBrowser } from "./browser-store.ts";
import { deviceOf } from "./device-of.ts";
import { secretHash } from "./secret-hash.ts";
import { ABSOLUTE_MS } from "./session-length.ts";
import { createSession } from "./store.ts";

/** What a sign-in comes from. */
export interface From {
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
  /** The token that it keeps, to be known again. */
  readonly known: string;
  /** What it calls itself. */
  readonly userAgent: string | null;
}

interface Proved {
  readonly holderId: string;
  readonly personId: string;
  readonly certificateId: string;
}

/**
 * Opens the session of who has proved to be this holder, and writes a letter to them when it is a new browser.
 *
 * The first browser that a person ever signs in from is not new in this sense: there is none that it differs from, and who
 * has never signed in has no confirmed address either.
 *
 * @returns the session's token, which is stored nowhere but with the browser
 */
export async function openSession(
  context: Context,
  { holderId, personId, certificateId }: Proved,
  { known, userAgent }: From,
): Promise<string> {
  const now = context.clock.now();
  const token = toBase64Url(context.random(32));
  const tokenSha256 = await secretHash(context, token);
  const browserSha256 = await secretHash(context, `${personId} ${known}`);
  const { browser, os } = deviceOf(userAgent);
  const facts = { ...(browser && { browser }), ...(os && { os }) };
  await context.db.$transaction(async (tx) => {
    const isNewBrowser = await meetBrowser(tx, { personId, browserSha256, at: now });
    await createSession(tx, {
      ...{ tokenSha256, holderId, certificateId, browser, os, browserSha256, isNewBrowser },
      ...{ createdAt: now, lastSeenAt: now, endsAt: new Date(now.getTime() + ABSOLUTE_MS) },
    });
    await recordEvents(tx, [{ at: now, action: "signed-in", actorId: holderId, certificateId, facts }]);
    if (isNewBrowser) await queueMessages(tx, now, [newBrowserLetter(personId, now, [browser, os])]);
  });
  return token;
}

function newBrowserLetter(personId: string, at: Date, device: readonly (string | null)[]) {
  const facts = { browser: device.filter(Boolean).join(", "), at: at.toISOString() };
  return { key: `new-browser:${newRowId()}`, channel: "EMAIL", kind: "NEW_BROWSER", personId, facts } as const;
}
