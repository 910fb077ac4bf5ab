import type { Tx } from "#platform/database.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { findDeciders, findToldRequests, type ToldRequest } from "./store.ts";

/** Tells the senior managers, and whom a first head has given the right to confirm, that somebody's request waits for them, in the transaction that files it. */
export async function tellManagers(tx: Tx, at: Date, requestId: string): Promise<void> {
  const requests = await findToldRequests(tx, [requestId]);
  await queueMessages(
    tx,
    at,
    (await withManagers(tx, requests, at)).map(({ request: { id, number, applicant, expiresAt }, personId }) => ({
      ...{ key: `REQUEST_WAITING:${id}:${personId}`, channel: "EMAIL", kind: "REQUEST_WAITING", personId, expiresAt },
      facts: { number, applicant },
    })),
  );
}

/** Each request with each of those who may decide on it; nobody decides on their own, or twice. */
export async function withManagers(
  tx: Tx,
  requests: readonly ToldRequest[],
  at: Date,
): Promise<readonly { readonly request: ToldRequest; readonly personId: string }[]> {
  const organisations = requests.flatMap(({ organisationId }) => organisationId ?? []);
  const deciders = Map.groupBy(await findDeciders(tx, organisations, at), ({ organisationId }) => organisationId);
  return requests.flatMap((request) => {
    const theirs = (deciders.get(request.organisationId ?? "") ?? [])
      .filter(({ kinds }) => kinds === null || kinds.includes(request.template))
      .map(({ personId }) => personId)
      .filter((personId) => personId !== request.personId && !request.decidedBy.includes(personId));
    return [...new Set(theirs)].map((personId) => ({ request, personId }));
  });
}
