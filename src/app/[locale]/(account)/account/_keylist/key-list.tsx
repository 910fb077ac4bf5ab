import { getLocale, getTranslations } from "next-intl/server";
import type { Page } from "#http/page.ts";
import { formatDate } from "#i18n/dates.ts";
import type { KeyCursor, KeyFilter, KeyScope } from "#portal/certificates/contract.ts";
import { COUNTED_AT_MOST, listAndCountKeys } from "#portal/certificates/list.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { FilterTags } from "#ui/filter-tags.tsx";
import { Pagination } from "#ui/pagination.tsx";
import { chosenFilters } from "./chosen.ts";
import { FilterForm } from "./filter-form.tsx";
import { KeysTable } from "./keys-table.tsx";
import { ReportLinks } from "./report-links.tsx";

interface KeyListProps extends Page {
  readonly scope: KeyScope;
  readonly filter: KeyFilter;
  readonly cursor: KeyCursor;
  /** Shown where there is no key at all. */
  readonly empty: { readonly title: string; readonly text: string };
}

const PATH = { own: "/account/keys", staff: "/organisation/staff" } as const;

/** A list of keys with its filters, page by page, and as a file. */
export async function KeyList({ context, actor, scope, filter, cursor, empty }: KeyListProps) {
  const locale = await getLocale();
  const [t, states] = [await getTranslations("keyList"), await getTranslations("states")];
  const { count, ...page } = await listAndCountKeys(context, actor, { scope, filter, cursor });
  const path = PATH[scope];
  const at = (query: URLSearchParams) => (query.size > 0 ? `${path}?${query}` : path);
  const chosen = chosenFilters(filter, { t, states, day: (iso) => formatDate(`${iso}T12:00:00+05:00`, locale) });
  const pageAt = (name: keyof KeyCursor, place: string | undefined, text: string) =>
    place === undefined ? undefined : { href: at(withCursor(filter, name, place)), text };
  return (
    <>
      <div className="mb-4">
        <Disclosure summary={t("filter.heading")}>
          <FilterForm key={filterQuery(filter).toString()} scope={scope} filter={filter} />
        </Disclosure>
      </div>
      {chosen.length > 0 && (
        <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <FilterTags
            label={t("filter.chosen")}
            remove={t("filter.remove")}
            tags={chosen.map(({ text, without }) => ({ text, without: at(without) }))}
          />
          <ButtonLink variant="quiet" href={path}>
            {t("filter.clear")}
          </ButtonLink>
        </div>
      )}
      {count > 0 && (
        <p className="figures mb-2 text-soft" role="status">
          {count > COUNTED_AT_MOST ? t("countMore", { count: COUNTED_AT_MOST }) : t("count", { count })}
        </p>
      )}
      {page.keys.length > 0 ? (
        <KeysTable scope={scope} keys={page.keys} holderId={actor.holderId} />
      ) : chosen.length > 0 ? (
        <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
      ) : (
        <EmptyState title={empty.title}>{empty.text}</EmptyState>
      )}
      {(page.newer ?? page.older) !== undefined && (
        <Pagination
          label={t("pages")}
          text={t("here")}
          previous={pageAt("before", page.newer, t("newer"))}
          next={pageAt("after", page.older, t("older"))}
        />
      )}
      {page.keys.length > 0 && <ReportLinks scope={scope} filter={filter} />}
    </>
  );
}

function withCursor(filter: KeyFilter, name: keyof KeyCursor, place: string): URLSearchParams {
  const query = filterQuery(filter);
  query.set(name, place);
  return query;
}
