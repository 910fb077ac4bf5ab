import { redirect } from "next/navigation";
import {
  KeyCursor as Cursor,
  KeyFilter as Filter,
  filterQuery,
  type KeyCursor,
  type KeyFilter,
} from "#portal/certificates/contract.ts";

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What the address of a list asks for. A form names every field in it, the empty ones too: then the browser is sent to the
 * address that says the same in short.
 */
export function readListAddress(asked: Asked, path: string): { filter: KeyFilter; cursor: KeyCursor } {
  const filter = Filter.parse(asked);
  if (Object.values(asked).includes("")) {
    const query = filterQuery(filter);
    redirect(query.size > 0 ? `${path}?${query}` : path);
  }
  return { filter, cursor: Cursor.parse(asked) };
}
