const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LOCAL = new RegExp(`^${ATOM}(\\.${ATOM})*$`);
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The one mailbox that a text names, in the one way that we write it: a plain local part, and the domain in lower case and
 * for names in other letters in Punycode. Null for everything else: quotes, comments, spaces, line ends, several addresses.
 *
 * @see RFC 5321 section 4.1.2 (Dot-string), RFC 5891 section 4
 */
export function mailbox(text: string): string | null {
  const [local = "", domain = "", ...more] = text.trim().split("@");
  if (more.length > 0 || local.length > 64 || !LOCAL.test(local)) return null;
  const ascii = asciiDomain(domain);
  if (ascii === null || !DOMAIN.test(ascii)) return null;
  const written = `${local}@${ascii}`;
  return written.length <= 254 ? written : null;
}

/** As every browser reads a host; what is no plain name there is none. */
function asciiDomain(domain: string): string | null {
  if (/[\s/?#:@\\[\]%]/u.test(domain) || !URL.canParse(`https://${domain}`)) return null;
  return new URL(`https://${domain}`).hostname;
}
