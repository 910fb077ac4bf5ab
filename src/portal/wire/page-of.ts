interface Asked<Row> {
  /** The place that the page begins behind, or ends before. */
  readonly cursor: { readonly after?: string | undefined; readonly before?: string | undefined };
  readonly take: number;
  placeOf(row: NoInfer<Row>): string;
}

/**
 * A page out of the rows that were found for it, and the places that the pages before and after begin from, where there are
 * such pages.
 *
 * @param found one more than `take`, if there is one: it tells of another page; those before a place the other way round
 */
export function pageOf<Row>(found: readonly Row[], { cursor: { after, before }, take, placeOf }: Asked<Row>) {
  const backwards = before !== undefined;
  const kept = found.slice(0, take);
  const rows = backwards ? kept.toReversed() : kept;
  const [first, last] = [rows.at(0), rows.at(-1)];
  const isMore = found.length > take;
  return {
    rows,
    previous: first && (backwards ? isMore : after !== undefined) ? placeOf(first) : undefined,
    next: last && (backwards || isMore) ? placeOf(last) : undefined,
  };
}
