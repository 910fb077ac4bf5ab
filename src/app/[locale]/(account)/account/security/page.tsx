import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { listActivity } from "#portal/security/list-activity.ts";
import { listSessions } from "#portal/security/list-sessions.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { ActivityList } from "./activity-list.tsx";
import { EndOthers } from "./end-others.tsx";
import { NotMe } from "./not-me.tsx";
import { SessionList } from "./session-list.tsx";

interface SecurityPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("security");
  return { title: t("title") };
}

/** Where the person is signed in, what was done in their name, and what to do when it was not them. */
export default async function SecurityPage({ searchParams }: SecurityPageProps) {
  const { context, actor, session } = await pageActor(await getLocale());
  const { before } = await searchParams;
  const [sessions, activity] = await Promise.all([
    listSessions(context, actor, session),
    listActivity(context, actor, typeof before === "string" ? before : undefined),
  ]);
  const t = await getTranslations("security");
  return (
    <div className="mx-auto max-w-journey space-y-10">
      <div>
        <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
        <NotMe />
      </div>
      <section aria-labelledby="sessions-title">
        <h2 id="sessions-title" className="mb-4 text-xl">
          {t("sessions.heading")}
        </h2>
        <SessionList sessions={sessions} />
        <ClientMessages namespaces={["account", "security"]}>
          <EndOthers others={sessions.length - 1} />
        </ClientMessages>
      </section>
      <ActivityList activity={activity} isFirst={before === undefined} />
    </div>
  );
}
