import { equalBytes, toHex } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { mayManage } from "#portal/approvals/may-decide.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { type CertificateFacts, certificateFacts } from "./certificate-facts.ts";
import { type KeyCard, keyCard } from "./key-card.ts";
import { findForPage, listCertificateEvents } from "./store.ts";

/** Something that happened to a certificate or to its request. */
export interface CertificateEvent {
  readonly at: Date;
  /** One of the audit's words, as `certificate-revoked`. */
  readonly action: string;
  /** The name of the person who did it; absent for the authority itself. */
  readonly by?: string;
  readonly reason?: RevocationReason;
}

export interface CertificateDetail {
  readonly card: KeyCard;
  /** The holder's own in this capacity, the same person's in another one, or that of somebody of the organisation. */
  readonly whose: "own" | "elsewhere" | "staff";
  readonly facts: CertificateFacts;
  /** Who vouches for it: the root first, the certificate itself left out. */
  readonly chain: readonly CertificateFacts[];
  /** The certificate itself. */
  readonly der: Uint8Array;
  /** Oldest first. */
  readonly history: readonly CertificateEvent[];
}

/**
 * All about one certificate of the person's own, or, for a senior manager, of the organisation's people.
 *
 * @param serial lower-case hexadecimal
 * @throws {PortalError} NOT_FOUND, for another's as for one that does not exist
 */
export async function openCertificate(context: Context, actor: Actor, serial: string): Promise<CertificateDetail> {
  const row = await findVisible(context, actor, serial);
  const { primitives } = context;
  const chain = await Promise.all(chainOf(context, row.der).map((der) => certificateFacts(der, primitives)));
  return {
    card: keyCard(row, context.clock.now()),
    whose: row.holder.id === actor.holderId ? "own" : isStaffOf(actor, row.organisationId) ? "staff" : "elsewhere",
    facts: await certificateFacts(row.der, primitives),
    chain,
    der: row.der,
    history: await historyOf(context, row),
  };
}

/**
 * The bytes of such a certificate and of those above it, for taking along.
 *
 * @returns DER; the chain begins with the root and ends with the issuer
 * @throws {PortalError} NOT_FOUND, for another's as for one that does not exist
 */
export async function fetchCertificate(context: Context, actor: Actor, serial: string) {
  const { der, slot } = await findVisible(context, actor, serial);
  const { subjectKeyIdentifier = new Uint8Array(), spki } = parseCertificate(der);
  return { der, slot, ski: toHex(subjectKeyIdentifier), spki, chain: chainOf(context, der) };
}

/** @throws {PortalError} NOT_FOUND, for another's as for one that does not exist */
export async function findVisible({ db }: Context, actor: Actor, serial: string) {
  const staff = mayManage(actor) ? [{ organisationId: actor.organisationId }] : [];
  const row = await findForPage(db, serial, [{ personId: actor.personId }, ...staff]);
  if (!row) throw new PortalError("NOT_FOUND");
  return row;
}

const isStaffOf = (actor: Actor, organisationId: string | null) =>
  mayManage(actor) && actor.organisationId === organisationId;

function chainOf({ anchors: { roots, intermediates } }: Context, der: Uint8Array): readonly Uint8Array[] {
  const { issuer } = parseCertificate(der);
  const issuing = intermediates.find(({ subject }) => equalBytes(subject, issuer));
  const root = roots.find(({ subject }) => issuing && equalBytes(subject, issuing.issuer));
  return [root, issuing].flatMap((certificate) => (certificate ? [certificate.der] : []));
}

async function historyOf(
  { db }: Context,
  { id, requestId }: { readonly id: string; readonly requestId: string },
): Promise<readonly CertificateEvent[]> {
  const { events, people } = await listCertificateEvents(db, id, requestId);
  return events.map(({ at, action, actorId, facts }) => {
    const person = actorId === null ? undefined : people.get(actorId);
    return { at, action, by: person && fullName(person), reason: reasonIn(facts) };
  });
}

const REASONS: readonly RevocationReason[] = [
  "KEY_COMPROMISE",
  "AFFILIATION_CHANGED",
  "SUPERSEDED",
  "CESSATION_OF_OPERATION",
  "CERTIFICATE_HOLD",
];

function reasonIn(facts: unknown): RevocationReason | undefined {
  const said = facts !== null && typeof facts === "object" && "reason" in facts ? facts.reason : undefined;
  return REASONS.find((reason) => reason === said);
}
