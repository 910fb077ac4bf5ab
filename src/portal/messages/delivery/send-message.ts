import { PostError } from "#platform/post/post-error.ts";
import type { ToTell } from "#portal/messages/letters/letter.ts";
import { renderLetter } from "#portal/messages/letters/render-letter.ts";
import { renderSms } from "#portal/messages/letters/render-sms.ts";
import type { Delivering } from "./delivering.ts";
import type { TakenMessage } from "./store.ts";

/**
 * Writes a message in its receiver's language and hands it over, an SMS only when a lost answer has not hidden that it was
 * handed over before.
 *
 * @returns the provider's number of an SMS; nothing for a letter
 * @throws {PostError}
 */
export async function sendMessage(context: Delivering, message: TakenMessage, to: string): Promise<string | undefined> {
  const told = toTell(context, message);
  if (message.channel === "EMAIL") {
    await context.mailer.send({ ...(await renderLetter(told)), to });
    return undefined;
  }
  const sms = { id: message.id, to, text: renderSms(told) };
  return (message.maybeSent ? await foundBefore(context, sms) : null) ?? context.sms.send(sms);
}

type Sms = Parameters<Delivering["sms"]["send"]>[0];

async function foundBefore({ sms: gateway }: Delivering, sms: Sms): Promise<string | null> {
  if (!gateway.find) throw new PostError("NOBODY_TELLS", "LOST");
  try {
    return await gateway.find(sms);
  } catch (error) {
    // what was lost stays lost until somebody tells
    throw error instanceof PostError ? new PostError(error.code, "LOST", { cause: error }) : error;
  }
}

function toTell(
  { origin, clock }: Delivering,
  { id, kind, language, name, facts, certificateId }: TakenMessage,
): ToTell {
  const texts = Object.entries({ ...facts, pair: certificateId ?? "" }).map(
    ([key, value]) => [key, String(value)] as const,
  );
  return {
    ...{ id, kind, origin, language: language ?? "kk", name: name ?? "" },
    facts: Object.fromEntries(texts),
    now: clock.now(),
  };
}
