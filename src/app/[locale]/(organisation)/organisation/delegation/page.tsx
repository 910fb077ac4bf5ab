import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AloneNotice } from "#app/[locale]/_delegation/alone-notice.tsx";
import { pageActor } from "#http/page.ts";
import { mayDelegate } from "#portal/approvals/may-decide.ts";
import { isAlone } from "#portal/delegations/is-alone.ts";
import { openDelegations } from "#portal/delegations/open-delegations.ts";
import { BackLink } from "#ui/back-link.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { ManagersOnly } from "../approvals/managers-only.tsx";
import { PastRights } from "./_parts/past-rights.tsx";
import { RightCard } from "./_parts/right-card.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("delegation");
  return { title: t("title") };
}

/** Who may confirm in the first head's place, now and later, and who could before. */
export default async function DelegationPage() {
  const { context, actor } = await pageActor(await getLocale());
  if (!mayDelegate(actor)) return <ManagersOnly />;
  const t = await getTranslations("delegation");
  const approvals = await getTranslations("approvals.request");
  const [rights, alone] = await Promise.all([openDelegations(context, actor), isAlone(context, actor)]);
  const held = rights.filter(({ standing }) => standing === "IN_FORCE" || standing === "FUTURE");
  const past = rights.filter((right) => !held.includes(right));
  const give = <ButtonLink href="/organisation/delegation/new">{t("give")}</ButtonLink>;
  return (
    <div className="mx-auto max-w-journey space-y-8">
      <div>
        <BackLink href="/organisation/approvals">{approvals("back")}</BackLink>
        <PageTitle lead={t("lead", { organisation: actor.organisation ?? "" })}>{t("title")}</PageTitle>
      </div>
      {alone && <AloneNotice />}
      <section aria-labelledby="held-title" className="space-y-4">
        <h2 id="held-title" className="text-xl">
          {t("held")}
        </h2>
        {held.length === 0 ? (
          <EmptyState title={t("nobody")} action={give}>
            {t("nobodyText")}
          </EmptyState>
        ) : (
          <>
            {held.map((right) => (
              <RightCard key={right.id} right={right} />
            ))}
            {give}
          </>
        )}
      </section>
      {past.length > 0 && <PastRights rights={past} />}
    </div>
  );
}
