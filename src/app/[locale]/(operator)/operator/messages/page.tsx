import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { type Asked, shortenAddress } from "#app/[locale]/_lists/short-address.ts";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { MessageCursor, MessageFilter } from "#portal/messages/contract.ts";
import { COUNTED_AT_MOST, countMessages, listMessages, type MessageCounts } from "#portal/messages/list-messages.ts";
import { may } from "#portal/staff/roles.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { CountLinks } from "../_parts/count-links.tsx";
import { ListPages } from "../_parts/list-pages.tsx";
import { StaffOnly } from "../_parts/staff-only.tsx";
import { MessageFilterForm } from "./_parts/message-filter-form.tsx";
import { MessageTable } from "./_parts/message-table.tsx";
import { SendAgain } from "./_parts/send-again.tsx";

interface MessagesPageProps {
  readonly searchParams: Promise<Asked>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("outbox");
  return { title: t("title") };
}

/** What was told to people: chosen and paged by the address; what was given up can be sent again. */
export default async function MessagesPage({ searchParams }: MessagesPageProps) {
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  if (!may(actor, "seeMessages")) return <StaffOnly />;
  const asked = await searchParams;
  const filter = MessageFilter.parse(asked);
  const query = filterQuery(filter);
  shortenAddress(asked, query, `/${locale}/operator/messages`);
  const t = await getTranslations("outbox");
  const [page, counts] = await Promise.all([
    listMessages(context, actor, { filter, cursor: MessageCursor.parse(asked) }),
    countMessages(context, actor),
  ]);
  return (
    <ClientMessages namespaces={["account", "outbox"]}>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <Counts of={counts} />
      <MessageFilterForm key={query.toString()} filter={filter} />
      <SendAgain names={namesOf(page.rows, t)}>
        {page.rows.length === 0 ? (
          <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
        ) : (
          <MessageTable rows={page.rows} />
        )}
      </SendAgain>
      <ListPages path="/operator/messages" query={query} page={page} label={t("pages")} text={t("here")} />
    </ClientMessages>
  );
}

type Rows = Awaited<ReturnType<typeof listMessages>>["rows"];

/** What a result calls each message that can be sent again. */
function namesOf(rows: Rows, t: Awaited<ReturnType<typeof getTranslations<"outbox">>>) {
  const named = rows.filter(({ mayRepeat }) => mayRepeat);
  return named.map(({ id, kind, person }) => ({ id, name: `${t(`kind.${kind}`)}, ${person?.name ?? t("nobody")}` }));
}

async function Counts({ of: { givenUp, waiting, sent } }: { readonly of: MessageCounts }) {
  const t = await getTranslations("outbox.counts");
  const path = "/operator/messages";
  return (
    <section aria-labelledby="counts-title" className="mb-8">
      <h2 id="counts-title" className="mb-3 text-xl">
        {t("heading")}
      </h2>
      <CountLinks
        most={COUNTED_AT_MOST}
        counts={[
          { text: t("givenUp"), count: givenUp, href: `${path}?state=GIVEN_UP` },
          { text: t("waiting"), count: waiting, href: `${path}?state=QUEUED` },
          { text: t("sent"), count: sent },
        ]}
      />
    </section>
  );
}
