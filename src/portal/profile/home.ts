import type { Actor } from "#portal/actor.ts";
import { type WaitingCount, waitingFor } from "#portal/approvals/waiting-for.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import { listOwnKeys } from "#portal/certificates/list.ts";
import type { Context } from "#portal/context.ts";
import { listOwnRequests, type RequestRow } from "#portal/requests/own-requests.ts";
import { OPEN_STATES } from "#portal/requests/store.ts";
import { type EndingKeys, endingKeys } from "./ending-keys.ts";

/** What a person sees first: their keys in force, what is on its way or to be installed, and what waits for their word. */
export interface AccountHome {
  /** What ends first comes first. */
  readonly keys: readonly KeyCard[];
  readonly openRequests: readonly RequestRow[];
  readonly waitingForMe: WaitingCount;
  readonly ending: EndingKeys | null;
}

export async function accountHome(context: Context, actor: Actor): Promise<AccountHome> {
  const [keys, requests, waitingForMe, ending] = await Promise.all([
    listOwnKeys(context, actor),
    listOwnRequests(context, actor),
    waitingFor(context, actor),
    endingKeys(context, actor),
  ]);
  const unfinished: readonly string[] = [...OPEN_STATES, "ISSUED"];
  return {
    keys: keys
      .filter(({ status }) => status === "VALID")
      .toSorted((one, other) => one.notAfter.getTime() - other.notAfter.getTime()),
    ending,
    openRequests: requests.filter(({ state }) => unfinished.includes(state)),
    waitingForMe: waitingForMe ?? { count: 0, more: false },
  };
}
