import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { RequestTag } from "#app/[locale]/(account)/account/_parts/request-tag.tsx";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import { PortalError } from "#portal/error.ts";
import { openQueued, type QueuedRequest } from "#portal/queue/open-queued.ts";
import { formatRequestNumber, parseRequestNumber } from "#portal/requests/request-number.ts";
import { may } from "#portal/staff/roles.ts";
import { BackLink } from "#ui/back-link.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Serial } from "#ui/serial.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { RevealIin } from "../../_parts/reveal-iin.tsx";
import { StaffOnly } from "../../_parts/staff-only.tsx";
import { ActOnOne } from "../_parts/act-on-one.tsx";
import { TakenBy } from "../_parts/queue-table.tsx";
import { AddNoteForm } from "./add-note-form.tsx";
import { Decisions } from "./decisions.tsx";
import { Notes } from "./notes.tsx";

interface RequestPageProps {
  readonly params: Promise<{ readonly number: string }>;
}

export async function generateMetadata({ params }: RequestPageProps): Promise<Metadata> {
  const t = await getTranslations("queue.one");
  return { title: t("title", { number: formatRequestNumber((await params).number) }) };
}

/** One request as the authority's staff sees it: facts, who decided, who looks at it, what was noted. */
export default async function QueuedRequestPage({ params }: RequestPageProps) {
  const { context, actor } = await pageActor(await getLocale());
  if (!may(actor, "seeRequests")) return <StaffOnly />;
  const number = parseRequestNumber((await params).number);
  const request = number === null ? null : await openQueued(context, actor, number).catch(orNull);
  if (!request) notFound();
  const t = await getTranslations("queue.one");
  return (
    <ClientMessages namespaces={["account", "queue", "reveal"]}>
      <div className="max-w-journey space-y-10">
        <div>
          <BackLink href="/operator/requests">{t("back")}</BackLink>
          <PageTitle>{t("title", { number: formatRequestNumber(request.number).replaceAll("-", "\u2011") })}</PageTitle>
          <Facts of={request} />
          <ActOnOne number={request.number} isMine={request.claim?.mine === true} />
        </div>
        {request.confirmation === "REGISTRATION_CENTRE" ? (
          <ButtonLink href={`/operator/first-keys/${request.number}`} variant="secondary">
            {t("toCentre")}
          </ButtonLink>
        ) : (
          <Decisions of={request} />
        )}
        <Notes of={request.notes} />
        <AddNoteForm number={request.number} />
      </div>
    </ClientMessages>
  );
}

function orNull(error: unknown): null {
  if (error instanceof PortalError && error.code === "NOT_FOUND") return null;
  throw error;
}

async function Facts({ of: request }: { readonly of: QueuedRequest }) {
  const locale = await getLocale();
  const t = await getTranslations("queue");
  const states = await getTranslations("states");
  const { number, name, iinEnd, template, organisation, state, storage, keyAlgorithm, submittedAt, expiresAt } =
    request;
  return (
    <SummaryList
      rows={[
        { term: t("request"), value: <RequestNumberText number={formatRequestNumber(number)} /> },
        {
          term: t("applicant"),
          value: (
            <>
              <bdi>{name}</bdi>
              <RevealIin by={{ request: number }} end={iinEnd} />
            </>
          ),
        },
        { term: t("capacity"), value: states(`template.${template}`) },
        ...(organisation === null ? [] : [{ term: t("organisation"), value: <bdi>{organisation}</bdi> }]),
        { term: t("stateColumn"), value: <RequestTag state={state} /> },
        { term: t("filed"), value: formatDateTime(submittedAt, locale) },
        ...(state === "SUBMITTED" ? [{ term: t("one.expires"), value: formatDateTime(expiresAt, locale) }] : []),
        { term: t("storage"), value: states(`storage.${storage}`) },
        { term: t("one.keyAlgorithm"), value: keyAlgorithm },
        ...(request.rejectedFor === null ? [] : [{ term: t("one.rejectedFor"), value: request.rejectedFor }]),
        ...(request.certificates.length === 0
          ? []
          : [
              {
                term: t("one.certificates"),
                value: request.certificates.map(({ serial, slot }) => (
                  <span key={serial} className="block">
                    <Link href={`/operator/certificates/${serial}`} className="link inline-flex min-h-6 items-center">
                      {states(`slot.${slot}`)}
                    </Link>
                    : <Serial value={serial} />
                  </span>
                )),
              },
            ]),
        { term: t("claim"), value: <TakenBy claim={request.claim} /> },
      ]}
    />
  );
}
