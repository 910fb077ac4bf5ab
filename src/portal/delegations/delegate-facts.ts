import { fullName } from "#portal/people/full-name.ts";

interface Delegate {
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly template: string;
  readonly bin: string;
  readonly organisation: string;
}

/** What both documents about a delegation say of the delegate. */
export function delegateFacts({ iin, template, bin, organisation, ...person }: Delegate) {
  return { iin, template, bin, organisation, name: fullName(person) };
}
