import { PostError } from "#platform/post/post-error.ts";
import type { MessageKind } from "#platform/prisma/enums.ts";
import type { Delivering } from "./delivering.ts";
import type { TakenMessage } from "./store.ts";

/** News of a request go to the address that was given with it, before the account's. */
const OF_THE_REQUEST: readonly MessageKind[] = [
  ...(["REQUEST_SUBMITTED", "REQUEST_CONFIRMED", "REQUEST_REFUSED", "REQUEST_ENDED"] as const),
];
/** These may go there when the account has none; all other kinds never do. */
const OF_THE_ACCOUNT_FIRST: readonly MessageKind[] = ["KEYS_ISSUED", "KEYS_INSTALLED"];

/**
 * Where a message goes now: where it was told to, or to what the register has of its person. Null when there is nothing.
 *
 * @throws {PostError} while the register of citizens can't be asked
 */
export async function addressOf(
  { citizens }: Pick<Delivering, "citizens">,
  message: TakenMessage,
): Promise<string | null> {
  const { channel, kind, address, iin, email, requestEmail } = message;
  if (address !== null) return address;
  if (channel === "SMS") return iin === null ? null : phoneOf(citizens, iin);
  if (OF_THE_REQUEST.includes(kind)) return requestEmail ?? email;
  return email ?? (OF_THE_ACCOUNT_FIRST.includes(kind) ? requestEmail : null);
}

/**
 * The phone that the state has of a person; null for who has none.
 *
 * @throws {PostError} LATER: its silence delays what is to be told, and loses nothing
 */
export async function phoneOf(citizens: Delivering["citizens"], iin: string): Promise<string | null> {
  const person = await citizens.findPerson(iin);
  if (person.kind === "UNAVAILABLE") throw new PostError("REGISTRY_UNAVAILABLE", "LATER");
  return person.kind === "FOUND" ? (person.found.phone?.number ?? null) : null;
}
