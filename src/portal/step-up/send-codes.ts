import { concatBytes } from "#pki/bytes.ts";
import type { Citizen } from "#platform/citizen-registry.ts";
import type { Tx } from "#platform/database.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { type Contact, chooseContact } from "./choose-contact.ts";
import type { StepUpRefusal } from "./contract.ts";
import { maskContact } from "./mask-contact.ts";
import { newCode } from "./new-code.ts";
import type { SendingContext } from "./sending-context.ts";
import {
  countSent,
  endOvertaken,
  findWaiting,
  lockWaiting,
  markDelayed,
  markRefused,
  markSent,
  type WaitingCode,
} from "./sending-store.ts";

/** More than a person needs, and with five tries each too few to guess one in a million. */
const CODES_AN_HOUR = 5;
const CODES_A_DAY = 15;
const VALID_MS = 5 * 60_000;

/**
 * Makes and sends the codes that people wait for, to the phone that the state register has or to the confirmed address. Of
 * several that a holder asked for only the newest is sent, and it ends the one before it.
 *
 * Where none may be sent the reason stays on record for the page. May run any number of times and at the same time.
 *
 * @returns how many were sent
 * @throws {Error} when the register does not answer, and then everybody waits on; or what went wrong with single codes, after
 *   all others are sent. Run it again later
 */
export async function sendCodes(context: SendingContext): Promise<number> {
  const { db, citizens } = context;
  await endOvertaken(db);
  const done: string[] = [];
  const faults: unknown[] = [];
  let sent = 0;
  for (let code = await findWaiting(db, done); code; code = await findWaiting(db, done)) {
    const answer = await citizens.findPerson(code.iin);
    if (answer.kind === "UNAVAILABLE") {
      await markDelayed(db);
      throw new Error("the register of phones does not answer");
    }
    done.push(code.id);
    const settled = await settle(context, code, answer.kind === "FOUND" ? answer.found : null).catch(
      (fault: unknown) => {
        faults.push(fault);
        return false;
      },
    );
    if (settled) sent++;
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} codes could not be sent`);
  return sent;
}

/** Sends one code, or writes down why not; says which. */
async function settle(context: SendingContext, code: WaitingCode, citizen: Citizen | null): Promise<boolean> {
  const now = await context.registerNow();
  return context.db.$transaction(async (tx) => {
    if (!(await lockWaiting(tx, code))) return false;
    const { email, emailSince, wanted } = code;
    const asking = { policy: context.stepUp, wanted, citizen, email, emailSince, now };
    const contact = (await limitOf(tx, code)) ?? chooseContact(asking);
    if (typeof contact === "string") await refuse(context, tx, { code, refusedFor: contact });
    else await send(context, tx, { code, contact });
    return typeof contact !== "string";
  });
}

async function limitOf(tx: Tx, { personId, blocked }: WaitingCode): Promise<StepUpRefusal | null> {
  if (blocked) return "HOLDER_BLOCKED";
  const { hour, day } = await countSent(tx, personId);
  return hour >= CODES_AN_HOUR || day >= CODES_A_DAY ? "TOO_MANY_CODES" : null;
}

async function refuse(
  { clock }: SendingContext,
  tx: Tx,
  { code: { id, purpose }, refusedFor }: { readonly code: WaitingCode; readonly refusedFor: StepUpRefusal },
): Promise<void> {
  await markRefused(tx, id, refusedFor);
  const facts = { code: id, purpose, reason: refusedFor };
  await recordEvents(tx, [{ at: clock.now(), action: "code-impossible", facts }]);
}

/** The digits stand in the message alone, until it is sent; here stays what only tells whether somebody knows them. */
async function send(
  { clock, random, primitives }: SendingContext,
  tx: Tx,
  { code, contact }: { readonly code: WaitingCode; readonly contact: Contact },
): Promise<void> {
  const { id, purpose, reference, personId } = code;
  const at = clock.now();
  const digits = newCode(random);
  const salt = random(16);
  const salted = concatBytes(salt, new TextEncoder().encode(digits));
  const hash = Uint8Array.from(await primitives.digest("SHA-256", salted));
  await markSent(tx, code, { contact, sentTo: maskContact(contact.address), salt, hash });
  const facts = { code: digits, purpose, ...(reference !== null && { reference }) };
  const expiresAt = new Date(at.getTime() + VALID_MS);
  await queueMessages(tx, at, [{ key: `code:${id}`, kind: "CODE", personId, ...contact, facts, expiresAt }]);
  await recordEvents(tx, [{ at, action: "code-sent", facts: { code: id, purpose, channel: contact.channel } }]);
}
