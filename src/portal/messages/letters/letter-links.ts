import type { MessageKind } from "#platform/prisma/enums.ts";
import type { ToTell } from "./letter.ts";
import { letterLanguage } from "./letter-texts.ts";

type Facts = ToTell["facts"];

const request = ({ number = "" }: Facts) => `/account/requests/${encodeURIComponent(number)}`;
const approval = ({ number = "" }: Facts) => `/organisation/approvals/${encodeURIComponent(number)}`;

/** The page that a letter leads to. It opens nothing that signing in would not, and grants nothing;
 * a token only proves that the letter came, and stands where no server logs it. */
const PAGE: Readonly<Record<MessageKind, ((facts: Facts) => string) | null>> = {
  EXPIRY: () => "/account/keys/reissue",
  REQUEST_SUBMITTED: request,
  REQUEST_CONFIRMED: request,
  REQUEST_REFUSED: request,
  REQUEST_ENDED: request,
  KEYS_ISSUED: request,
  REQUEST_WAITING: approval,
  WAITING_REMINDER: approval,
  WAITING_DIGEST: () => "/organisation/approvals",
  KEYS_INSTALLED: () => "/account/keys",
  CERTIFICATE_REVOKED: ({ serial = "" }) => `/account/keys/${encodeURIComponent(serial)}`,
  EMAIL_CHANGED: () => "/account/profile",
  NEW_BROWSER: () => "/account/security",
  CONFIRM_EMAIL: ({ token = "" }) => `/confirm-email#${encodeURIComponent(token)}`,
  CODE: null,
};

/** Where the button of this letter leads; null for one that has none. */
export function letterLink({ kind, facts, origin, language }: ToTell): string | null {
  const page = PAGE[kind]?.(facts);
  return page === undefined ? null : `${origin}/${letterLanguage(language)}${page}`;
}

/** What to do when it wasn't the person: a page that everybody can read. */
export const notYouLink = ({ origin, language }: ToTell): string => `${origin}/${letterLanguage(language)}/help/lost`;
