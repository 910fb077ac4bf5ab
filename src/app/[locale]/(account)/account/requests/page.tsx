import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { listOwnRequests } from "#portal/requests/own-requests.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestsTable } from "../_parts/requests-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("requests");
  return { title: t("title") };
}

/** The holder's own requests, so that nobody needs a number to find theirs. */
export default async function RequestsPage() {
  const { context, actor } = await pageActor(await getLocale());
  const rows = await listOwnRequests(context, actor);
  const t = await getTranslations("requests");
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      {rows.length === 0 ? (
        <EmptyState title={t("empty")} action={<ButtonLink href="/account/keys/reissue">{t("start")}</ButtonLink>}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <RequestsTable rows={rows} />
      )}
      <div className="mt-6">
        <ButtonLink variant="quiet" href="/track">
          {t("track")}
        </ButtonLink>
      </div>
    </>
  );
}
