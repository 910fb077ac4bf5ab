import { subjectName } from "#ca/subject.ts";
import type { Primitives } from "#pki/primitives.ts";
import type { Registered } from "#portal/documents/request-form.ts";
import { type Brought, type NewKeys, verifyKeyPair } from "./verify-key-pair.ts";

/**
 * Checks the two certification requests that came with a holder's signed form: each signed with its new key over this
 * request's nonce and this holder's name.
 *
 * @throws {PkiError | PortalError} what `verifyKeyPair` throws
 */
export function verifyNewKeys(registered: Registered, brought: Brought, primitives: Primitives): Promise<NewKeys> {
  const { bin, organisation } = registered;
  const inOrganisation = bin !== null && organisation !== null ? { bin, name: organisation } : null;
  return verifyKeyPair(subjectName(registered, inOrganisation), brought, primitives);
}
