import { type Asked, shortenAddress } from "#app/[locale]/_lists/short-address.ts";
import {
  KeyCursor as Cursor,
  KeyFilter as Filter,
  type KeyCursor,
  type KeyFilter,
} from "#portal/certificates/contract.ts";
import { filterQuery } from "#portal/wire/filter.ts";

/** What the address of a list asks for, and that address in short. */
export function readListAddress(asked: Asked, path: string): { filter: KeyFilter; cursor: KeyCursor } {
  const filter = Filter.parse(asked);
  shortenAddress(asked, filterQuery(filter), path);
  return { filter, cursor: Cursor.parse(asked) };
}
