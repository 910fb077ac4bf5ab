import { z } from "zod";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { RegisterAnswer } from "./contract.ts";
import { maskName } from "./mask-name.ts";
import { findQuestion } from "./question-store.ts";

/**
 * What the state registers have answered, as far as somebody may know it who only typed a number.
 *
 * Whether there is no such person, no such company or another first head is all the same.
 *
 * @throws {PortalError} NOT_FOUND for what was never asked
 */
export async function registerAnswer({ db }: Pick<Context, "db">, id: string): Promise<RegisterAnswer> {
  const question = z.uuid().safeParse(id).success ? await findQuestion(db, id) : null;
  if (!question) throw new PortalError("NOT_FOUND");
  const { outcome, delayedAt, surname, givenName, patronymic, organisation } = question;
  if (outcome === null) return { state: delayedAt === null ? "WAITING" : "DELAYED" };
  if (outcome !== "FOUND" || surname === null || givenName === null) return { state: "NOT_FOUND" };
  const name = maskName({ surname, givenName, patronymic });
  return { state: "FOUND", name, ...(organisation !== null && { organisation }) };
}
