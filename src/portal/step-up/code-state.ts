import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { type CodeState, StepUpRefusal } from "./contract.ts";
import { findAsked } from "./store.ts";

/**
 * What has become of a code that the holder asked for, for the page that waits for it.
 *
 * @throws {PortalError} NOT_FOUND for another's as for one that is none
 */
export async function codeState({ db }: Context, { holderId }: Actor, id: string): Promise<CodeState> {
  const asked = await findAsked(db, { id, holderId });
  if (!asked) throw new PortalError("NOT_FOUND");
  const { refusedFor, ended, delayed, channel, sentTo, secondsLeft } = asked;
  if (refusedFor !== null) return { state: "IMPOSSIBLE", code: StepUpRefusal.parse(refusedFor) };
  if (ended) return { state: "ENDED" };
  if (channel === null || sentTo === null || secondsLeft === null) return { state: delayed ? "DELAYED" : "WAITING" };
  return { state: "SENT", channel, to: sentTo, secondsLeft };
}
