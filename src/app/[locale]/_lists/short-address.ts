import { redirect } from "next/navigation";

/** What stands behind the `?` of a page, as Next hands it over. */
export type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * A form names every field in its address, the empty ones too: then the browser is sent to the address that says the same
 * in short.
 *
 * @param query what the page has understood
 */
export function shortenAddress(asked: Asked, query: URLSearchParams, path: string): void {
  if (Object.values(asked).includes("")) redirect(query.size > 0 ? `${path}?${query}` : path);
}
