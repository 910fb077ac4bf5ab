import { toHex } from "#pki/bytes.ts";
import type { Confirmation, Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import type { RequestRow } from "./own-requests.ts";
import { stateAt } from "./state-at.ts";
import { findOwnRequest, listEvents } from "./store.ts";

export interface TimelineEvent {
  readonly at: Date;
  /** One of the audit's words, as `request-submitted`. */
  readonly action: string;
  /** The name of the person who did it; absent for the authority itself. */
  readonly by?: string;
}

export interface RequestDetail extends RequestRow {
  readonly confirmation: Confirmation;
  readonly timeline: readonly TimelineEvent[];
  /** The senior manager's reason, or the code for which the authority did not issue. */
  readonly reason?: string;
  readonly rejectedFor?: string;
  readonly iin: string;
  readonly name: string;
  readonly bin?: string;
  readonly organisation?: string;
  readonly template: Template;
  readonly email?: string;
  readonly keyAlgorithm: string;
  /** Word for word what the holder signed. */
  readonly documentText: string;
  /** Lower-case hexadecimal SHA-256 of the two new SubjectPublicKeyInfos. */
  readonly authKey: string;
  readonly signKey: string;
  /** Of the certificates, once issued. */
  readonly serials: readonly { readonly slot: "AUTH" | "SIGN"; readonly serial: string }[];
}

/**
 * All about one of the holder's own requests.
 *
 * @throws {PortalError} NOT_FOUND, for another's request as for one that does not exist
 */
export async function openOwnRequest(
  { db, clock, primitives }: Context,
  { holderId }: Actor,
  number: string,
): Promise<RequestDetail> {
  const request = await findOwnRequest(db, holderId, number);
  if (!request) throw new PortalError("NOT_FOUND");
  const { storage, submittedAt, changedAt, expiresAt, confirmation, keyAlgorithm, certificates } = request;
  const { person, organisation, template } = request.holder;
  const keyHash = async (spki: Uint8Array) => toHex(await primitives.digest("SHA-256", spki));
  return {
    ...{ number, storage, submittedAt, changedAt, expiresAt, confirmation, keyAlgorithm, template },
    state: stateAt(request, clock.now()),
    timeline: await timelineOf(db, request.id),
    reason: request.decisions.find(({ revision }) => revision === request.revision)?.reason ?? undefined,
    rejectedFor: request.rejectedFor ?? undefined,
    iin: person.iin,
    name: fullName(person),
    bin: organisation?.bin,
    organisation: organisation?.name,
    email: request.email ?? undefined,
    documentText: request.document?.text ?? "",
    authKey: await keyHash(request.authSpki),
    signKey: await keyHash(request.signSpki),
    serials: certificates.map(({ slot, serial }) => ({ slot, serial })),
  };
}

async function timelineOf(db: Context["db"], requestId: string): Promise<readonly TimelineEvent[]> {
  const { events, people } = await listEvents(db, requestId);
  return events.map(({ at, action, actorId }) => {
    const person = actorId === null ? undefined : people.get(actorId);
    return { at, action, by: person && fullName(person) };
  });
}
