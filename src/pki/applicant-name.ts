import { encodeName, type NameAttribute } from "./name.ts";
import { OID } from "./oid.ts";

/** Whose numbers a person without a key has typed. Twelve digits each. */
export interface ApplicantNumbers {
  readonly iin: string;
  /** Of the organisation, where the keys are to be held in one. */
  readonly bin?: string | undefined;
}

/**
 * The Name in the certification requests of somebody who has no key yet: their numbers and nothing besides.
 *
 * Their names are not told to whoever has typed a number, so that they can't stand in it. The certificate's subject comes
 * from the register, as always.
 *
 * @returns DER Name
 */
export function applicantName({ iin, bin }: ApplicantNumbers): Uint8Array<ArrayBuffer> {
  const attributes: NameAttribute[] = [
    { type: OID.serialNumber, value: `IIN${iin}`, encoding: "printable" },
    { type: OID.country, value: "KZ", encoding: "printable" },
  ];
  if (bin !== undefined) attributes.push({ type: OID.organisationalUnit, value: `BIN${bin}`, encoding: "utf8" });
  return encodeName(attributes);
}
