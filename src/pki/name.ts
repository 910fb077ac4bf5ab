import { decodeAs } from "./decode-as.ts";
import { type DerNode, partsOf, readDer, TAG } from "./der.ts";
import { requireDerSetOrder } from "./der-set-order.ts";
import { readOid, readText } from "./der-values.ts";
import { encode, oid, sequence, set } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";

/** One attribute of a distinguished name. */
export interface NameAttribute {
  /** Dotted object identifier. */
  readonly type: string;
  readonly value: string;
  readonly encoding: "utf8" | "printable" | "ia5";
}

/** Who a certificate's subject is, for showing and for comparing with the register. */
export interface Subject {
  readonly commonName: string;
  readonly surname?: string;
  /** NCA puts the patronymic into GIVENNAME; the given name stands only inside the common name. */
  readonly patronymic?: string;
  /** Twelve digits, without the prefix `IIN`. */
  readonly iin?: string;
  /** Twelve digits, without the prefix `BIN`. */
  readonly bin?: string;
  readonly organisation?: string;
  readonly email?: string;
  readonly country?: string;
}

const TAG_OF = { utf8: TAG.UTF8_STRING, printable: TAG.PRINTABLE_STRING, ia5: TAG.IA5_STRING } as const;
const malformed = (detail: string) => new PkiError("NAME_MALFORMED", detail);

/**
 * The DER Name of these attributes, each a relative name of its own, in this order.
 *
 * @throws {PkiError} NAME_MALFORMED for a value that is empty, holds control characters or does not fit its encoding
 * @see RFC 5280 section 4.1.2.4
 */
export function encodeName(attributes: readonly NameAttribute[]): Uint8Array<ArrayBuffer> {
  const name = sequence(
    ...attributes.map(({ type, value, encoding }) =>
      set(sequence(oid(type), encode(TAG_OF[encoding], new TextEncoder().encode(value)))),
    ),
  );
  parseName(name);
  return name;
}

/**
 * The relative names of a DER Name in encoded order, each with its attributes.
 *
 * Says nothing about what the attributes mean, and accepts relative names of several attributes: `subjectOf` does not.
 *
 * @throws {PkiError} NAME_MALFORMED
 * @see RFC 5280 section 4.1.2.4
 */
export function parseName(der: Uint8Array): readonly (readonly NameAttribute[])[] {
  return decodeAs("NAME_MALFORMED", () => readName(readDer(der)));
}

/** The same for a Name that has been read as part of something greater. @throws {PkiError} DER_MALFORMED or NAME_MALFORMED */
export function readName(node: DerNode): readonly (readonly NameAttribute[])[] {
  return partsOf(node).rest().map(readRelativeName);
}

function readRelativeName(node: DerNode): readonly NameAttribute[] {
  const attributes = partsOf(node, TAG.SET).rest();
  if (attributes.length === 0) throw malformed("a relative name without attributes");
  requireDerSetOrder(attributes);
  return attributes.map(readAttribute);
}

function readAttribute(node: DerNode): NameAttribute {
  const parts = partsOf(node);
  const type = readOid(parts.next());
  const text = parts.next();
  parts.end();
  const value = readText(text);
  if (value === "" || /\p{Cc}/u.test(value)) throw malformed(`the value of ${type}`);
  return { type, value, encoding: encodingOf(text.tag) };
}

function encodingOf(tag: number): NameAttribute["encoding"] {
  if (tag === TAG.UTF8_STRING) return "utf8";
  return tag === TAG.PRINTABLE_STRING ? "printable" : "ia5";
}

/**
 * Reads who a subject is from the attributes of its DER Name, never from a text form of it.
 *
 * Order and presence of attributes differ between the years of NCA's profiles, so nothing is expected but a common name.
 * What could be read in two ways is refused: a relative name of several attributes, an attribute twice, a serial number
 * that is no IIN, an organisational unit that begins like a BIN and is none. Digits are not checked against the calendar
 * or the check digit, since the state's own test people would fail.
 *
 * @throws {PkiError} NAME_MALFORMED
 */
export function subjectOf(nameDer: Uint8Array): Subject {
  const attributes = parseName(nameDer).map(requireSingle);
  const only = (type: string) => requireAtMostOne(attributes.filter((attribute) => attribute.type === type));
  const bins = attributes.filter(({ type, value }) => type === OID.organisationalUnit && /^BIN/i.test(value));

  const commonName = only(OID.commonName);
  if (commonName === undefined) throw malformed("no common name");
  return {
    commonName,
    surname: only(OID.surname),
    patronymic: only(OID.givenName),
    iin: digitsOf("IIN", only(OID.serialNumber)),
    bin: digitsOf("BIN", requireAtMostOne(bins)),
    organisation: only(OID.organisation),
    email: only(OID.emailAddress),
    country: only(OID.country),
  };
}

function requireSingle(relativeName: readonly NameAttribute[]): NameAttribute {
  const [attribute, another] = relativeName;
  if (!attribute || another) throw malformed("a relative name of several attributes");
  return attribute;
}

function requireAtMostOne(attributes: readonly NameAttribute[]): string | undefined {
  if (attributes.length > 1) throw malformed(`${attributes.length} attributes of one kind`);
  return attributes[0]?.value;
}

function digitsOf(prefix: "IIN" | "BIN", value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!/^[0-9]{12}$/.test(value.slice(3)) || !value.startsWith(prefix)) throw malformed(`a value that is no ${prefix}`);
  return value.slice(3);
}
