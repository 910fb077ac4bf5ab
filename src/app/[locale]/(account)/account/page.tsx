import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AloneNotice } from "#app/[locale]/_delegation/alone-notice.tsx";
import { pageActor } from "#http/page.ts";
import { Link } from "#i18n/navigation.ts";
import { mayDecide } from "#portal/approvals/may-decide.ts";
import { isAlone } from "#portal/delegations/is-alone.ts";
import { fullName } from "#portal/people/full-name.ts";
import { accountHome } from "#portal/profile/home.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { EndingBanner } from "./_parts/ending-banner.tsx";
import { OwnKeyCard } from "./_parts/own-key-card.tsx";
import { RequestsTable } from "./_parts/requests-table.tsx";
import { nextThing } from "./next-thing.ts";
import { NextThingPanel } from "./next-thing-panel.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

/** The account's first page: what to do next, the keys in force, what is on its way. */
export default async function AccountPage() {
  const { context, actor } = await pageActor(await getLocale());
  const home = await accountHome(context, actor);
  const t = await getTranslations("account");
  const states = await getTranslations("states");
  const role = states(`template.${actor.template}`);
  const thing = nextThing(home);
  const alone = await isAlone(context, actor);
  return (
    <div className="space-y-10">
      <div>
        <PageTitle above={t("title")} lead={<Capacity role={role} organisation={actor.organisation} />}>
          <bdi>{fullName(actor)}</bdi>
        </PageTitle>
        {home.ending && thing.what === "approve" && <EndingBanner keys={home.ending} />}
        <NextThingPanel thing={thing} />
      </div>
      <section aria-labelledby="keys-title">
        <Heading id="keys-title" title={t("keys.heading")} href="/account/keys" more={t("keys.all")} />
        {home.keys.length === 0 ? (
          <EmptyState title={t("keys.empty")} />
        ) : (
          <div className="grid gap-4 md:grid-cols-2">
            {home.keys.map((key) => (
              <OwnKeyCard
                key={key.serial}
                of={key}
                name={fullName(actor)}
                organisation={actor.organisation ?? undefined}
              />
            ))}
          </div>
        )}
      </section>
      <section aria-labelledby="requests-title">
        <Heading id="requests-title" title={t("requests.heading")} href="/account/requests" more={t("requests.all")} />
        {home.openRequests.length === 0 ? (
          <EmptyState
            title={t("requests.empty")}
            action={
              <ButtonLink variant="secondary" href="/account/keys/reissue">
                {t("reissue")}
              </ButtonLink>
            }
          >
            {t("requests.emptyText")}
          </EmptyState>
        ) : (
          <RequestsTable rows={home.openRequests} />
        )}
      </section>
      {mayDecide(actor) && (
        <section aria-labelledby="waiting-title">
          <Heading
            id="waiting-title"
            title={t("waiting.heading")}
            href="/organisation/approvals"
            more={t("waiting.all")}
          />
          {alone && (
            <div className="mb-4">
              <AloneNotice link="/organisation/delegation" />
            </div>
          )}
          {home.waitingForMe.count === 0 ? (
            <EmptyState title={t("waiting.empty")}>{t("waiting.emptyText")}</EmptyState>
          ) : (
            <p>
              <Link href="/organisation/approvals" className="link">
                {t("next.approve.title", { count: home.waitingForMe.count, more: String(home.waitingForMe.more) })}
              </Link>
            </p>
          )}
        </section>
      )}
    </div>
  );
}

/** The role and, on a line of its own where both do not fit, the organisation. */
function Capacity({ role, organisation }: { readonly role: string; readonly organisation: string | null }) {
  if (organisation === null) return role;
  return (
    <>
      {role} · <bdi className="inline-block">{organisation}</bdi>
    </>
  );
}

interface HeadingProps {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly more: string;
}

function Heading({ id, title, href, more }: HeadingProps) {
  return (
    <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <h2 id={id} className="text-xl">
        {title}
      </h2>
      <Link href={href} className="link inline-flex min-h-11 items-center">
        {more}
      </Link>
    </div>
  );
}
