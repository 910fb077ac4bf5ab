import type { Order } from "#ca/issue.ts";
import { applicantName } from "#pki/applicant-name.ts";
import { equalBytes } from "#pki/bytes.ts";
import { verifyCsr } from "#pki/csr.ts";
import type { Context } from "#portal/context.ts";
import { vouchText } from "#portal/documents/contract.ts";
import { requireSameText, signingOf, verifyStored } from "#portal/documents/verify-stored.ts";
import { PortalError } from "#portal/error.ts";
import type { ConfirmedRequest } from "#portal/requests/issuance-store.ts";
import { verifyKeyPair } from "#portal/requests/verify-key-pair.ts";
import { may } from "#portal/staff/roles.ts";
import { requireAnswer } from "./answer-for.ts";
import type { StoredVouching } from "./checking-store.ts";
import { type RegisteredAs, vouchedFacts } from "./vouched-facts.ts";
import { wordsNeeded } from "./words-needed.ts";

type Checking = Pick<Context, "clock" | "origin" | "anchors" | "primitives">;

/** A confirmed request for first keys, with what operators have vouched for. */
export type VouchedRequest = ConfirmedRequest & { readonly vouchings: readonly StoredVouching[] };

/**
 * Proves once more, from what is stored, that first keys may be issued: by the signatures of as many operators of the
 * Registration Centre as it takes, the new keys' own signatures, and what the state registers answered. Nothing that
 * `web` ever said is believed.
 *
 * @returns what the authority is to issue, called as the state registers call it
 * @throws {PortalError} HOLDER_BLOCKED, FORBIDDEN for too few operators or one who is none now, OWN_REQUEST, REQUEST_EXPIRED,
 *   REGISTER_ANSWER_OLD, SIGNATURE_REFUSED, SUBJECT_DIFFERS, what `verifyKeyPair` throws, and KEY_REUSED
 * @throws {PkiError} what a signature or a certificate is wrong in
 */
export async function checkFirstKeys(context: Checking, request: VouchedRequest): Promise<Order> {
  const { id: requestId, template, blocked, storage, bin, iin, authSpki, signSpki } = request;
  if (blocked) throw new PortalError("HOLDER_BLOCKED");
  const persons = new Set(request.vouchings.map(({ personId }) => personId));
  if (template !== "INDIVIDUAL" && template !== "FIRST_HEAD") throw new PortalError("FORBIDDEN");
  if (persons.size < wordsNeeded(template)) throw new PortalError("FORBIDDEN", { detail: "too few have vouched" });
  const [person, ...others] = await Promise.all(request.vouchings.map((word) => checkWord(context, request, word)));
  if (!person || others.some((other) => !isSame(other, person))) throw new PortalError("SUBJECT_DIFFERS");
  await checkKeys(context, request);
  const organisation = bin !== null && person.organisation !== null ? { bin, name: person.organisation } : null;
  const keys = { AUTH: authSpki, SIGN: signSpki };
  return { requestId, template, storage, keys, organisation, person: { ...person, iin } };
}

/** One operator's word: theirs to give, given in time, of what the state registers said, and signed. */
async function checkWord(context: Checking, request: VouchedRequest, word: StoredVouching): Promise<RegisteredAs> {
  if (!may(word, "confirmFirstKeys") || !word.inForce) throw new PortalError("FORBIDDEN");
  if (word.personId === request.personId) throw new PortalError("OWN_REQUEST");
  if (word.decidedAt >= request.expiresAt) throw new PortalError("REQUEST_EXPIRED");
  const registered = requireAnswer(word.answered, request, word.decidedAt);
  const facts = await vouchedFacts(request, registered, context.primitives);
  const { seen, seenEnd } = word;
  const appointment = word.appointment ?? undefined;
  if ((request.template === "FIRST_HEAD") !== (appointment !== undefined))
    throw new PortalError("APPOINTMENT_REQUIRED");
  requireSameText(
    word.text,
    vouchText({ ...facts, ...signingOf(word.text, context.origin), seen, seenEnd, appointment }),
  );
  await verifyStored(context, word, { at: context.clock.now(), slot: "SIGN" });
  return registered;
}

/** Both new keys have signed one nonce and the numbers that the operators saw. */
async function checkKeys({ primitives }: Checking, request: VouchedRequest): Promise<void> {
  const { authCsr, keyAlgorithm, iin, bin } = request;
  const { nonce } = await verifyCsr(authCsr, { primitives, allowedKeys: [keyAlgorithm] });
  const brought = await verifyKeyPair(applicantName({ iin, bin: bin ?? undefined }), { ...request, nonce }, primitives);
  const sameKeys = equalBytes(brought.authSpki, request.authSpki) && equalBytes(brought.signSpki, request.signSpki);
  if (!sameKeys) throw new PortalError("SIGNATURE_REFUSED", { detail: "other keys than those requested" });
  if (!request.keysEntered) throw new PortalError("KEY_REUSED");
}

const isSame = (one: RegisteredAs, other: RegisteredAs) =>
  (["surname", "givenName", "patronymic", "organisation"] as const).every((part) => one[part] === other[part]);
