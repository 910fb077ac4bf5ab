import { subjectOf } from "#pki/name.ts";
import type { Lint } from "./lint.ts";

export const subjectIdentifiesThePerson: Lint = {
  rule: "subject-identifies-the-person",
  source:
    "NCA RK, certificates since 2021: SERIALNUMBER=IIN and 12 digits, OU=BIN and 12 digits, C=KZ, CN of surname and name",
  find({ certificate, profile }) {
    const { iin, bin, country, commonName, surname } = subjectOf(certificate.subject);
    if (iin === undefined) return "no IIN";
    if ((bin !== undefined) !== profile.ofOrganisation) return "a BIN where none is due, or none where one is";
    if (country !== "KZ") return "another country";
    return surname !== undefined && commonName.startsWith(`${surname} `)
      ? undefined
      : "a common name without the surname";
  },
};
