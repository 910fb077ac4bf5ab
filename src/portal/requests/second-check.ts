import type { Order } from "#ca/issue.ts";
import { equalBytes } from "#pki/bytes.ts";
import { mayManage, speaksFor } from "#portal/approvals/may-decide.ts";
import type { Context } from "#portal/context.ts";
import { requireDelegated } from "#portal/delegations/require-delegated.ts";
import { decidedFacts, formText, wordText } from "#portal/documents/request-form.ts";
import { requireSameText, type StoredDocument, signingOf, verifyStored } from "#portal/documents/verify-stored.ts";
import { PortalError } from "#portal/error.ts";
import { confirmationFor } from "./confirmation-for.ts";
import type { ConfirmedRequest } from "./issuance-store.ts";
import { verifyNewKeys } from "./verify-new-keys.ts";
import type { ConfirmingWord } from "./words-store.ts";

type Checking = Pick<Context, "clock" | "origin" | "anchors" | "primitives">;

/**
 * Proves once more, from what is stored, that this pair may be issued: by every signature, the new keys' own signatures,
 * the code that the holder had by phone, and the register as it is now. Nothing that `web` ever said is believed.
 *
 * @returns what the authority is to issue, all of it from the register but the keys
 * @throws {PortalError} HOLDER_BLOCKED, NO_VALID_KEY, CODE_REQUIRED, FORBIDDEN, OWN_REQUEST, REQUEST_EXPIRED, SIGNATURE_REFUSED, what
 *   `verifyNewKeys` throws, and KEY_REUSED for a key that is not entered as this request's
 * @throws {PkiError} what a signature or a certificate is wrong in
 */
export async function secondCheck(context: Checking, request: ConfirmedRequest): Promise<Order> {
  if (request.blocked) throw new PortalError("HOLDER_BLOCKED");
  if (!request.signerInForce) throw new PortalError("NO_VALID_KEY");
  await checkForm(context, request);
  if (!request.steppedUp) throw new PortalError("CODE_REQUIRED");
  await checkConfirmation(context, request);
  if (!request.keysEntered) throw new PortalError("KEY_REUSED");
  const { id, template, storage, bin, organisation, authSpki, signSpki } = request;
  return {
    requestId: id,
    template,
    person: request,
    organisation: bin !== null && organisation !== null ? { bin, name: organisation } : null,
    storage,
    keys: { AUTH: authSpki, SIGN: signSpki },
  };
}

/** The form says what the columns say, its signature fits, and both new keys signed this request's nonce. */
async function checkForm(context: Checking, request: ConfirmedRequest): Promise<void> {
  const stored = requireDocument(request.formText, request.formCms, request.signerDer);
  const signing = signingOf(stored.text, context.origin);
  requireSameText(stored.text, await formText(signing, request, request, context.primitives));
  await verifyStored(context, stored, { at: context.clock.now(), slot: "SIGN" });

  const { authSpki, signSpki } = await verifyNewKeys(request, { ...request, nonce: signing.nonce }, context.primitives);
  const sameKeys = equalBytes(authSpki, request.authSpki) && equalBytes(signSpki, request.signSpki);
  if (!sameKeys) throw new PortalError("SIGNATURE_REFUSED", { detail: "other keys than those requested" });
}

/** As many persons as are needed have confirmed it, and every confirmation that there is holds. */
async function checkConfirmation(context: Checking, request: ConfirmedRequest): Promise<void> {
  if (request.confirmation !== confirmationFor(request.template)) throw new PortalError("FORBIDDEN");
  if (request.confirmation === "NOT_NEEDED") return;
  for (const word of request.words) await checkWord(context, request, word);
  const persons = new Set(request.words.map(({ approverPersonId }) => approverPersonId));
  if (persons.size < Math.max(request.confirmationsNeeded, 1))
    throw new PortalError("FORBIDDEN", { detail: "too few confirmed it" });
}

async function checkWord(context: Checking, request: ConfirmedRequest, word: ConfirmingWord): Promise<void> {
  await requireDecider(context, request, word);
  const stored = requireDocument(word.text, word.cms, word.approverDer);
  const signing = signingOf(stored.text, context.origin);
  const facts = await decidedFacts(request, { ...request, form: request.formText ?? "" }, context.primitives);
  requireSameText(stored.text, wordText(facts, { ...signing, verdict: "CONFIRM" }));
  await verifyStored(context, stored, { at: context.clock.now(), slot: "SIGN" });
}

/** Another person, who may decide for this organisation today or had the right to when they did, and who decided in time. */
async function requireDecider(context: Checking, request: ConfirmedRequest, word: ConfirmingWord): Promise<void> {
  const { approverTemplate: template, approverOrganisationId: organisationId, approverPersonId, decidedAt } = word;
  const counts = organisationId === request.organisationId && speaksFor(template, request.template);
  if (!counts || !word.approverInForce) throw new PortalError("FORBIDDEN");
  if (!mayManage({ template, organisationId })) await requireDelegated(context, word, request);
  if (approverPersonId === request.personId) throw new PortalError("OWN_REQUEST");
  if (decidedAt >= request.expiresAt) throw new PortalError("REQUEST_EXPIRED");
}

function requireDocument(text: string | null, cms: Uint8Array | null, signerDer: Uint8Array | null): StoredDocument {
  if (text === null || cms === null || signerDer === null)
    throw new PortalError("SIGNATURE_REFUSED", { detail: "none stored" });
  return { text, cms, signerDer };
}
