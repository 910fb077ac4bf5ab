import { OID } from "#pki/oid.ts";
import type { Lint } from "./lint.ts";

const PERSON = [
  `${OID.commonName} utf8`,
  `${OID.surname} utf8`,
  `${OID.serialNumber} printable`,
  `${OID.country} printable`,
];
const ORGANISATION = [`${OID.organisation} utf8`, `${OID.organisationalUnit} utf8`];
const PATRONYMIC = `${OID.givenName} utf8`;

export const subjectHasItsLayout: Lint = {
  rule: "subject-has-its-layout",
  source: "NCA RK, certificates since 2021: CN, SURNAME, SERIALNUMBER, C, (O, OU,) GIVENNAME, one attribute each",
  find({ names, profile }) {
    if (names.some((name) => name.length !== 1)) return "a relative name of several attributes";
    const layout = names.flat().map(({ type, encoding }) => `${type} ${encoding}`);
    const due = profile.ofOrganisation ? [...PERSON, ...ORGANISATION] : PERSON;
    const given = layout.at(-1) === PATRONYMIC ? layout.slice(0, -1) : layout;
    return given.join() === due.join() ? undefined : layout.join(", ");
  },
};
