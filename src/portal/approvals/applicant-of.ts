import type { Template } from "#platform/prisma/enums.ts";
import type { Registered } from "#portal/documents/request-form.ts";

interface WithHolder {
  readonly holder: {
    readonly template: Template;
    readonly person: Omit<Registered, "bin" | "organisation" | "template">;
    readonly organisation: { readonly bin: string; readonly name: string } | null;
  };
}

/** Whose request it is, as the register has them now. */
export function applicantOf({
  holder: { person, organisation, template },
}: WithHolder): Registered & { template: Template } {
  const { iin, surname, givenName, patronymic } = person;
  return {
    iin,
    surname,
    givenName,
    patronymic,
    template,
    bin: organisation?.bin ?? null,
    organisation: organisation?.name ?? null,
  };
}
