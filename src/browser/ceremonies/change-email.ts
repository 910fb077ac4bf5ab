import { emailText } from "#portal/documents/contract.ts";
import { ChangeEmail, ConfirmEmail } from "#portal/profile/contract.ts";
import type { Code } from "#portal/step-up/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import type { CodeWish } from "./code.ts";

/** What the code for a new address is to be asked for. */
export function emailWish({ iin, email }: { readonly iin: string; readonly email: string }): CodeWish {
  return { purpose: "EMAIL", text: emailText({ origin: location.origin, iin, email }) };
}

/** Has a link sent to the new address. @throws {ApiProblem} */
export async function changeEmail(email: string, code: Code): Promise<void> {
  const body = { contract: ChangeEmail, value: { email, code } };
  await callApi({ method: "POST", path: "/api/email-changes", body, answer: NO_ANSWER });
}

/** Confirms an address by what stands in its link. @throws {ApiProblem} */
export async function confirmEmail(token: string): Promise<void> {
  if (!ConfirmEmail.safeParse({ token }).success) throw new ApiProblem("EMAIL_LINK_REFUSED", 404);
  const body = { contract: ConfirmEmail, value: { token } };
  await callApi({ method: "POST", path: "/api/email-confirmations", body, answer: NO_ANSWER });
}
