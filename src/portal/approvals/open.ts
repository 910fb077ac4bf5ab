import { subjectName } from "#ca/subject.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { subjectOf } from "#pki/name.ts";
import type { RequestState, Verdict } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { type DecidedFacts, decidedFacts } from "#portal/documents/request-form.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { stateAt } from "#portal/requests/state-at.ts";
import { applicantOf } from "./applicant-of.ts";
import { type Hint, hintsOf } from "./hints.ts";
import { mayDecide } from "./may-decide.ts";
import { findForDecision, findSeveralForDecision } from "./store.ts";

/** What the new certificates will say otherwise than the one in force. */
export interface Difference {
  readonly field: "commonName" | "patronymic" | "organisation" | "bin" | "storage";
  readonly before: string;
  readonly after: string;
}

export interface ForDecision {
  /** All of `decisionText` but the manager's own part. */
  readonly facts: DecidedFacts;
  readonly email?: string;
  readonly keyAlgorithm: string;
  readonly differences: readonly Difference[];
  readonly hints: readonly Hint[];
  readonly submittedAt: Date;
  readonly expiresAt: Date;
  readonly state: RequestState;
  /** Word for word what the applicant signed. */
  readonly documentText: string;
  readonly decided?: { readonly verdict: Verdict; readonly reason?: string; readonly at: Date; readonly by: string };
  /** How many persons have to confirm it, and the names of those who have. */
  readonly confirmations: { readonly needed: number; readonly by: readonly string[] };
  /** The manager's own request: to be seen, not decided. */
  readonly own: boolean;
}

type Row = NonNullable<Awaited<ReturnType<typeof findForDecision>>>;

/** One request, with all that a decision on it rests on. @throws {PortalError} FORBIDDEN for whoever is no senior manager, NOT_FOUND for another organisation's as for none */
export async function openForDecision(context: Context, actor: Actor, number: string): Promise<ForDecision> {
  if (!mayDecide(actor)) throw new PortalError("FORBIDDEN");
  const request = await findForDecision(context.db, actor, number);
  if (!request) throw new PortalError("NOT_FOUND");
  return forDecision(context, actor, request);
}

/**
 * The same for several, in the order in which they were asked for; another organisation's are left out as those that do not
 * exist.
 *
 * @throws {PortalError} FORBIDDEN for whoever is no senior manager
 */
export async function openSeveral(
  context: Context,
  actor: Actor,
  numbers: readonly string[],
): Promise<readonly ForDecision[]> {
  if (!mayDecide(actor)) throw new PortalError("FORBIDDEN");
  const rows = await findSeveralForDecision(context.db, actor, numbers);
  const inOrder = numbers.flatMap((number) => rows.find((row) => row.number === number) ?? []);
  return Promise.all(inOrder.map((row) => forDecision(context, actor, row)));
}

async function forDecision({ clock, primitives }: Context, actor: Actor, request: Row): Promise<ForDecision> {
  const { email, keyAlgorithm, submittedAt, expiresAt } = request;
  const documentText = request.document?.text ?? "";
  return {
    ...{ keyAlgorithm, submittedAt, expiresAt, documentText },
    facts: await decidedFacts(applicantOf(request), { ...request, form: documentText }, primitives),
    email: email ?? undefined,
    differences: differencesOf(request),
    hints: hintsOf(request),
    state: stateAt(request, clock.now()),
    decided: decidedOf(request, actor),
    confirmations: confirmationsOf(request),
    own: request.holder.personId === actor.personId,
  };
}

/** While others are to confirm too, what counts is whether this person has. */
function decidedOf({ decisions, state }: Row, { personId }: Actor): ForDecision["decided"] {
  const decision =
    state === "SUBMITTED" ? decisions.find(({ approver }) => approver.person.id === personId) : decisions.at(-1);
  if (!decision) return undefined;
  const { verdict, reason, decidedAt, approver } = decision;
  return { verdict, reason: reason ?? undefined, at: decidedAt, by: fullName(approver.person) };
}

function confirmationsOf({ decisions, confirmationsNeeded }: Row): ForDecision["confirmations"] {
  const confirmed = decisions.filter(({ verdict }) => verdict === "CONFIRM");
  return { needed: confirmationsNeeded, by: confirmed.map(({ approver }) => fullName(approver.person)) };
}

function differencesOf(request: Row): readonly Difference[] {
  if (!request.replaces) return [];
  const before = subjectOf(parseCertificate(request.replaces.der).subject);
  const after = subjectOf(subjectName(request.holder.person, request.holder.organisation));
  const fields = ["commonName", "patronymic", "organisation", "bin"] as const;
  return [
    ...fields.map((field) => ({ field, before: before[field] ?? "", after: after[field] ?? "" })),
    { field: "storage" as const, before: request.replaces.storage, after: request.storage },
  ].filter((difference) => difference.before !== difference.after);
}
