import { OID, ROLE_OIDS } from "#pki/oid.ts";

type Names<Name extends string> = ReadonlyMap<string, Name>;

const named = <Name extends string>(oids: Readonly<Record<Name, string>>): Names<Name> => {
  const pairs: (readonly [string, Name])[] = [];
  for (const name in oids) pairs.push([oids[name], name]);
  return new Map(pairs);
};

/** The attributes of a name under which the texts know them. */
export const NAME_PARTS = named({
  commonName: OID.commonName,
  surname: OID.surname,
  serialNumber: OID.serialNumber,
  country: OID.country,
  organisation: OID.organisation,
  organisationalUnit: OID.organisationalUnit,
  givenName: OID.givenName,
});

/** What a key is for, and who its holder is. */
export const PURPOSES = named({ clientAuth: OID.clientAuth, emailProtection: OID.emailProtection, ...ROLE_OIDS });

export const POLICIES = named({
  individualAuth: OID.policyIndividualAuth,
  individualSign: OID.policyIndividualSign,
  legalEntityAuth: OID.policyLegalEntityAuth,
  legalEntitySign: OID.policyLegalEntitySign,
});
