import { equalBytes, toBase64Url } from "#pki/bytes.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { emailText } from "#portal/documents/contract.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { secretHash } from "#portal/sign-in/secret-hash.ts";
import { maskContact } from "#portal/step-up/mask-contact.ts";
import {
  type AskedEmail,
  type ChangedEmail,
  findAskedEmail,
  markEmailRefused,
  markLinkSent,
  takeUntold,
} from "./email-store.ts";

type Confirming = Pick<Context, "db" | "clock" | "origin" | "random" | "primitives">;

const DAY_MS = 86_400_000;

/**
 * Sends a link to each new address that a code was redeemed for, and tells both addresses of what has been confirmed.
 *
 * What `web` wrote down is believed in nothing: the code has to be for this very address of this person. May run any number
 * of times and at the same time.
 */
export async function confirmEmails(context: Confirming): Promise<void> {
  const { db, clock } = context;
  const done: string[] = [];
  for (let asked = await findAskedEmail(db, done); asked; asked = await findAskedEmail(db, done)) {
    await sendLink(context, asked);
    done.push(asked.id);
  }
  await db.$transaction(async (tx) => {
    const at = clock.now();
    await queueMessages(tx, at, (await takeUntold(tx)).flatMap(tellings));
  });
}

async function sendLink(context: Confirming, asked: AskedEmail): Promise<void> {
  const { db, clock, random } = context;
  const { id, personId, email } = asked;
  const at = clock.now();
  const refusedFor = await refusalOf(context, asked);
  const token = toBase64Url(random(32));
  const tokenSha256 = await secretHash(context, token);
  await db.$transaction(async (tx) => {
    if (refusedFor !== null) {
      if (!(await markEmailRefused(tx, id, refusedFor))) return;
      const facts = { person: personId, code: refusedFor };
      await recordEvents(tx, [{ at, action: "email-change-refused", facts }]);
      return;
    }
    if (!(await markLinkSent(tx, id, tokenSha256))) return;
    const message = { key: `confirm-email:${id}`, channel: "EMAIL", kind: "CONFIRM_EMAIL", personId } as const;
    const expiresAt = new Date(at.getTime() + DAY_MS);
    await queueMessages(tx, at, [{ ...message, address: email, facts: { token }, expiresAt }]);
  });
}

async function refusalOf({ origin, primitives }: Confirming, asked: AskedEmail): Promise<string | null> {
  if (asked.overtaken) return "OVERTAKEN";
  const text = new TextEncoder().encode(emailText({ origin, iin: asked.iin, email: asked.email }));
  const isForIt = equalBytes(await primitives.digest("SHA-256", text), asked.textSha256);
  return asked.steppedUp && isForIt ? null : "CODE_REQUIRED";
}

/** The old address first: there somebody may be who did not want it. */
function tellings({ id, personId, email, oldEmail }: ChangedEmail) {
  const telling = { channel: "EMAIL", kind: "EMAIL_CHANGED", personId, facts: { masked: maskContact(email) } } as const;
  const addresses = oldEmail === null || oldEmail === email ? [email] : [oldEmail, email];
  return addresses.map((address, at) => ({ ...telling, address, key: `email-changed:${id}:${at}` }));
}
