import { formatRequestNumber, isRequestNumber } from "#portal/requests/request-number.ts";
import type { ToTell } from "./letter.ts";

/**
 * What a code is for, as the person sees it on the page that signs: a request's number, or the end of a serial number. Null
 * for anything else, because `web` has written it, and who has taken that over must not write to people.
 */
export function codeReference({ reference = "" }: ToTell["facts"]): string | null {
  if (isRequestNumber(reference)) return formatRequestNumber(reference);
  return /^[0-9a-f]{8}$/.test(reference) ? `…${reference}` : null;
}
