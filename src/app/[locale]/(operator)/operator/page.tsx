import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { mayDecide } from "#portal/approvals/may-decide.ts";
import { fullName } from "#portal/people/full-name.ts";
import { isAuthorityStaff, may, rightsOf } from "#portal/staff/roles.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { QueueSummary } from "./_parts/queue-summary.tsx";
import { StaffOnly } from "./_parts/staff-only.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.home");
  return { title: t("title") };
}

/** The first page of the authority's staff: who they are here, and what their role may do. */
export default async function OperatorPage() {
  const { context, actor } = await pageActor(await getLocale());
  if (!isAuthorityStaff(actor)) return <StaffOnly />;
  const t = await getTranslations("operator");
  const states = await getTranslations("states");
  const decides = mayDecide(actor);
  return (
    <div className="space-y-8">
      <PageTitle above={t("home.title")} lead={states(`template.${actor.template}`)}>
        <bdi>{fullName(actor)}</bdi>
      </PageTitle>
      {may(actor, "seeRequests") && <QueueSummary context={context} actor={actor} />}
      <section aria-labelledby="rights-title" className="max-w-prose">
        <h2 id="rights-title" className="mb-3 text-xl">
          {t("home.rights")}
        </h2>
        <ul className="list-disc space-y-2 ps-6">
          {rightsOf(actor).map((act) => (
            <li key={act}>{t(`rights.${act}`)}</li>
          ))}
          {decides && <li>{t("rights.decideOnStaff")}</li>}
        </ul>
      </section>
      <div className="flex flex-wrap gap-3">
        {decides && <ButtonLink href="/organisation/approvals">{t("home.approvals")}</ButtonLink>}
        <ButtonLink href="/account" variant="secondary">
          {t("home.ownKeys")}
        </ButtonLink>
      </div>
    </div>
  );
}
