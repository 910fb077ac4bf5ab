import { type DerNode, partsOf, requireTag, TAG } from "./der.ts";
import { readText } from "./der-values.ts";
import { PkiError } from "./error.ts";

/** uniformResourceIdentifier [6] of GeneralName. */
const URI = 0x86;

/**
 * The addresses of all points of CRLDistributionPoints or FreshestCRL, in their order.
 *
 * Only points of one full name of addresses are read: no reasons and no other issuers.
 *
 * @throws {PkiError} DER_MALFORMED
 * @see RFC 5280 section 4.2.1.13
 */
export function readDistributionPoints(node: DerNode): readonly string[] {
  return someOf(node).flatMap((point) => {
    const parts = partsOf(point);
    const addresses = readFullName(parts.next(0xa0));
    parts.end();
    return addresses;
  });
}

/**
 * The one address of an IssuingDistributionPoint that says nothing but that: no kinds of certificates, no reasons, not indirect.
 *
 * @throws {PkiError} DER_MALFORMED
 * @see RFC 5280 section 5.2.5
 */
export function readIssuingDistributionPoint(node: DerNode): string {
  const parts = partsOf(node);
  const [address, ...others] = readFullName(parts.next(0xa0));
  parts.end();
  if (address === undefined || others.length > 0) throw malformed("not one address");
  return address;
}

/** The text of a GeneralName that is an IA5String under its context tag. @throws {PkiError} DER_MALFORMED */
export function readIa5Name(node: DerNode, tag: number): string {
  requireTag(node, tag);
  const text = readText({ ...node, tag: TAG.IA5_STRING });
  if (text === "") throw malformed("an empty name");
  return text;
}

/** The parts of a list that may not be empty. @throws {PkiError} DER_MALFORMED */
export function someOf(node: DerNode, tag: number = TAG.SEQUENCE): readonly DerNode[] {
  const children = partsOf(node, tag).rest();
  if (children.length === 0) throw malformed("an empty list");
  return children;
}

/** DistributionPointName [0] { fullName [0] { address, … } } */
function readFullName(node: DerNode): readonly string[] {
  const name = partsOf(node, 0xa0);
  const fullName = name.next(0xa0);
  name.end();
  return someOf(fullName, 0xa0).map((address) => readIa5Name(address, URI));
}

const malformed = (detail: string) => new PkiError("DER_MALFORMED", detail);
