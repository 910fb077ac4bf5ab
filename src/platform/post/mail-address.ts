import { domainToASCII } from "node:url";

const ATOM = "[A-Za-z0-9#$&'*+/=?^_`{|}~-]+";
const LOCAL = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`);

/**
 * An address as it stands in an envelope, its domain in ASCII; null for one that is none, or that mail software reads in
 * more than one way: quoted local parts, comments, groups, address literals, the % and ! of old routes, letters beyond ASCII before the @.
 *
 * @see RFC 5321 section 4.1.2 (Dot-string, Domain), RFC 5890 (domains of other alphabets)
 */
export function mailAddress(text: string): string | null {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  if (at < 1 || local.length > 64 || !LOCAL.test(local)) return null;
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase();
  if (domain.length > 253 || !DOMAIN.test(domain)) return null;
  return `${local}@${domain}`;
}
