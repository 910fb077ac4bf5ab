import type { Tx } from "#platform/database.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { findManagers, findToldRequests, type ToldRequest } from "./store.ts";

/** Tells the senior managers that somebody's request waits for them, in the transaction that files it. */
export async function tellManagers(tx: Tx, at: Date, requestId: string): Promise<void> {
  const requests = await findToldRequests(tx, [requestId]);
  await queueMessages(
    tx,
    at,
    (await withManagers(tx, requests)).map(({ request: { id, number, applicant, expiresAt }, personId }) => ({
      ...{ key: `REQUEST_WAITING:${id}:${personId}`, channel: "EMAIL", kind: "REQUEST_WAITING", personId, expiresAt },
      facts: { number, applicant },
    })),
  );
}

/** Each request with each of those who may decide on it; nobody decides on their own, or twice. */
export async function withManagers(
  tx: Tx,
  requests: readonly ToldRequest[],
): Promise<readonly { readonly request: ToldRequest; readonly personId: string }[]> {
  const managers = await findManagers(
    tx,
    requests.flatMap(({ organisationId }) => organisationId ?? []),
  );
  return requests.flatMap((request) =>
    (managers.get(request.organisationId ?? "") ?? [])
      .filter((personId) => personId !== request.personId && !request.decidedBy.includes(personId))
      .map((personId) => ({ request, personId })),
  );
}
