import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { IssuedPair } from "./contract.ts";
import { pairOf } from "./pair-of.ts";
import { findOwnRequest } from "./store.ts";

/**
 * The two certificates of the holder's own request, with those above them, once both are issued.
 *
 * @throws {PortalError} NOT_FOUND, or CERTIFICATES_NOT_ISSUED
 */
export async function fetchCertificates(
  { db, anchors }: Context,
  { holderId }: Actor,
  number: string,
): Promise<IssuedPair> {
  const request = await findOwnRequest(db, holderId, number);
  if (!request) throw new PortalError("NOT_FOUND");
  const pair = pairOf(request.certificates, anchors);
  if (!pair) throw new PortalError("CERTIFICATES_NOT_ISSUED");
  return pair;
}
