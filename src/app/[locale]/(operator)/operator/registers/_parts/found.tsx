import { useTranslations } from "next-intl";
import { Link } from "#i18n/navigation.ts";
import type { FoundPerson } from "#portal/registers/contract.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { Table } from "#ui/table.tsx";
import type { FoundSoFar } from "./search-on.ts";

interface FoundProps {
  readonly so: FoundSoFar;
  readonly busy: boolean;
  readonly onMore: () => void;
}

/** Whom a search has found, as links to them. */
export function Found({ so: { wish, people, organisations, more }, busy, onMore }: FoundProps) {
  const t = useTranslations("registers.search");
  const count = people.length + organisations.length;
  return (
    <section aria-labelledby="found" className="space-y-4">
      <div aria-live="polite">
        {count === 0 ? (
          <Notice title={<span id="found">{t("nothing")}</span>}>
            <p>{t("nothingText")}</p>
          </Notice>
        ) : (
          <h2 id="found" className="text-xl">
            {t(more === undefined ? "found" : "foundFirst", { count })}
          </h2>
        )}
      </div>
      {people.length > 0 && <People found={people} />}
      {organisations.length > 0 && (
        <Table
          caption={t(`kinds.${wish.what}`)}
          captionHidden
          rows={organisations}
          rowKey={({ id }) => id}
          columns={[
            { header: t("name"), cell: (row) => <To path={`organisations/${row.id}`} name={row.name} /> },
            { header: t("bin"), cell: ({ bin }) => bin },
          ]}
        />
      )}
      {more !== undefined && (
        <Button variant="secondary" busy={busy} onClick={onMore}>
          {t("more")}
        </Button>
      )}
    </section>
  );
}

function People({ found }: { readonly found: readonly FoundPerson[] }) {
  const t = useTranslations("registers.search");
  const states = useTranslations("states");
  return (
    <Table
      caption={t("kinds.people")}
      captionHidden
      rows={found}
      rowKey={({ id }) => id}
      columns={[
        { header: t("name"), cell: ({ id, name }) => <To path={`people/${id}`} name={name} /> },
        { header: t("iin"), cell: ({ iinEnd }) => t("iinEnd", { digits: iinEnd }) },
        {
          header: t("capacities"),
          cell: ({ capacities }) =>
            capacities.map(({ template, organisation }) => (
              <span key={`${template}${organisation}`} className="block">
                {states(`template.${template}`)}
                {organisation !== null && <bdi>, {organisation}</bdi>}
              </span>
            )),
        },
      ]}
    />
  );
}

function To({ path, name }: { readonly path: string; readonly name: string }) {
  return (
    <Link href={`/operator/registers/${path}`} className="link inline-flex min-h-6 items-center">
      <bdi>{name}</bdi>
    </Link>
  );
}
