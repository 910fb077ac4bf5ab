import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { foundOr404 } from "#app/[locale]/(account)/account/_parts/found-or-404.ts";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { openApplication } from "#portal/centre/open-application.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { may } from "#portal/staff/roles.ts";
import { BackLink } from "#ui/back-link.tsx";
import { StaffOnly } from "../../_parts/staff-only.tsx";
import { ApplicationFacts } from "./application-facts.tsx";
import { DecidedAlready } from "./decided-already.tsx";
import { Vouching } from "./vouching.tsx";

interface ApplicationPageProps {
  readonly params: Promise<{ readonly number: string }>;
}

export async function generateMetadata({ params }: ApplicationPageProps): Promise<Metadata> {
  const t = await getTranslations("requests.request");
  return { title: t("title", { number: formatRequestNumber((await params).number) }) };
}

/** One request for first keys: what it asks for, what colleagues have said, and what is to be checked and signed. */
export default async function ApplicationPage({ params }: ApplicationPageProps) {
  const { number } = await params;
  const { context, actor } = await pageActor(await getLocale());
  if (!may(actor, "confirmFirstKeys")) return <StaffOnly />;
  const application = await foundOr404(openApplication(context, actor, number));
  const t = await getTranslations("centre");
  const { facts, storage, email, own, template } = application;
  const waits = application.state === "SUBMITTED" && !own;
  return (
    <>
      <BackLink href="/operator/first-keys">{t("back")}</BackLink>
      <ClientMessages namespaces={["account", "approvals", "centre", "keyPicker", "keys", "reveal", "states"]}>
        <Vouching
          key={number}
          facts={{ ...facts, storage, ...(email !== undefined && { email }) }}
          over={waits ? null : <DecidedAlready application={application} />}
          isHead={template === "FIRST_HEAD"}
        >
          <ApplicationFacts application={application} />
        </Vouching>
      </ClientMessages>
    </>
  );
}
