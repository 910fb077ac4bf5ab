import type { Tx } from "#platform/database.ts";
import type { Reveal } from "./contract.ts";

const WHOSE = {
  select: {
    person: { select: { iin: true } },
    organisation: { select: { bin: true } },
  },
} as const;

/** Whom it is about, and the row by which the log names it. */
export async function findSubject(tx: Tx, subject: Reveal) {
  if ("certificate" in subject) {
    const found = await tx.certificate.findFirst({
      where: { serial: subject.certificate, issuer: { kind: "ISSUING" } },
      select: { id: true, holder: WHOSE },
    });
    return found && { about: { certificateId: found.id }, ...found.holder };
  }
  if ("person" in subject) {
    const person = await tx.person.findUnique({ where: { id: subject.person }, select: { id: true, iin: true } });
    return person && { about: { facts: { person: person.id } }, person, organisation: null };
  }
  const found = await tx.keyRequest.findUnique({
    where: { number: subject.request },
    select: { id: true, holder: WHOSE },
  });
  return found && { about: { requestId: found.id }, ...found.holder };
}
