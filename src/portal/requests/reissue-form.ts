import { subjectName } from "#ca/subject.ts";
import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import { listOwnKeys } from "#portal/certificates/list.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { confirmationFor } from "./confirmation-for.ts";
import { stateAt } from "./state-at.ts";
import { findOpenRequest } from "./store.ts";

/** The form of re-issuance, filled in from the register. */
export interface ReissueForm {
  readonly iin: string;
  readonly name: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic?: string;
  readonly bin?: string;
  readonly organisation?: string;
  readonly template: Template;
  readonly email?: string;
  /** The DER Name that the certification requests have to carry. */
  readonly subject: Uint8Array;
  /** The SIGN key in force, which signs the form. */
  readonly current: KeyCard;
  readonly confirmation: "SENIOR_MANAGER" | "NOT_NEEDED";
  /** The number of the request that is on its way already. */
  readonly openRequest?: string;
}

/** @throws {PortalError} NO_VALID_KEY when no SIGN certificate of the holder is in force */
export async function reissueForm(context: Context, actor: Actor): Promise<ReissueForm> {
  const { iin, surname, givenName, patronymic, bin, organisation, template, email } = actor;
  const current = (await listOwnKeys(context, actor)).find(({ slot, status }) => slot === "SIGN" && status === "VALID");
  if (!current) throw new PortalError("NO_VALID_KEY");
  const open = await findOpenRequest(context.db, actor.holderId);
  const waits = open !== null && stateAt(open, context.clock.now()) !== "EXPIRED";
  return {
    ...{ iin, surname, givenName, template, current },
    name: fullName(actor),
    patronymic: patronymic ?? undefined,
    bin: bin ?? undefined,
    organisation: organisation ?? undefined,
    email: email ?? undefined,
    subject: subjectName(actor, bin !== null && organisation !== null ? { bin, name: organisation } : null),
    confirmation: confirmationFor(template),
    openRequest: waits ? open.number : undefined,
  };
}
