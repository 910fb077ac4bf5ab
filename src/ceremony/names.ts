import { encodeName, type NameAttribute } from "#pki/name.ts";
import { OID } from "#pki/oid.ts";

/** Tańba's own names, never those of the national authority; DEMO says that nobody has to trust them. */
export const ROOT_NAME = authorityName("ТАҢБА НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (DEMO)");
export const ISSUING_NAME = authorityName("ТАҢБА КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (DEMO)");

/** @returns DER Name: C, O, CN */
function authorityName(commonName: string): Uint8Array {
  const attributes: readonly NameAttribute[] = [
    { type: OID.country, value: "KZ", encoding: "printable" },
    { type: OID.organisation, value: "Таңба (DEMO)", encoding: "utf8" },
    { type: OID.commonName, value: commonName, encoding: "utf8" },
  ];
  return encodeName(attributes);
}
