import { PostError } from "#platform/post/post-error.ts";
import type { ToTell } from "#portal/messages/letters/letter.ts";
import { renderLetter } from "#portal/messages/letters/render-letter.ts";
import { renderSms } from "#portal/messages/letters/render-sms.ts";
import type { Delivering } from "./delivering.ts";
import { markHanding, type TakenMessage } from "./store.ts";

/**
 * Writes a message in its receiver's language and hands it over, an SMS only when a lost answer has not hidden that it was
 * handed over before. That it may be with the other side is written down before it is.
 *
 * @returns the provider's number of an SMS; nothing for a letter
 * @throws {PostError}
 */
export async function sendMessage(context: Delivering, message: TakenMessage, to: string): Promise<string | undefined> {
  const told = toTell(context, message);
  const onHanding = () => handOver(context, message);
  if (message.channel === "EMAIL") {
    await context.mailer.send({ ...(await renderLetter(told)), to }, onHanding);
    return undefined;
  }
  const sms = { id: message.id, to, text: renderSms(told) };
  const found = message.maybeSent ? await foundBefore(context, sms) : null;
  if (found !== null) return found;
  await onHanding();
  return context.sms.send(sms);
}

/** A worker that was so slow that another has taken the message sends nothing. */
async function handOver({ db, clock }: Delivering, message: TakenMessage): Promise<void> {
  if (!(await markHanding(db, message, clock.now()))) throw new PostError("TAKEN_BY_ANOTHER", "LATER");
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
