import { encodeName, type NameAttribute } from "#pki/name.ts";
import { OID } from "#pki/oid.ts";

/** A natural person as the register has them. */
export interface RegisteredPerson {
  /** Twelve digits. */
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic?: string | null;
}

export interface RegisteredOrganisation {
  /** Twelve digits. */
  readonly bin: string;
  readonly name: string;
}

/**
 * The subject of a person's certificates, from the register alone: as an individual, or in an organisation.
 *
 * Names of people stand in capitals, and everything in Unicode's composed form. The given name has no attribute of its
 * own; GIVENNAME carries the patronymic, as everywhere in the country's certificates.
 *
 * @returns DER Name
 */
export function subjectName(person: RegisteredPerson, organisation?: RegisteredOrganisation | null): Uint8Array {
  const surname = capitals(person.surname);
  const attributes: NameAttribute[] = [
    utf8(OID.commonName, `${surname} ${capitals(person.givenName)}`),
    utf8(OID.surname, surname),
    printable(OID.serialNumber, `IIN${person.iin}`),
    printable(OID.country, "KZ"),
  ];
  if (organisation) {
    attributes.push(
      utf8(OID.organisation, organisation.name.normalize("NFC")),
      utf8(OID.organisationalUnit, `BIN${organisation.bin}`),
    );
  }
  if (person.patronymic) attributes.push(utf8(OID.givenName, capitals(person.patronymic)));
  return encodeName(attributes);
}

const capitals = (text: string) => text.normalize("NFC").toUpperCase();
const utf8 = (type: string, value: string): NameAttribute => ({ type, value, encoding: "utf8" });
const printable = (type: string, value: string): NameAttribute => ({ type, value, encoding: "printable" });
