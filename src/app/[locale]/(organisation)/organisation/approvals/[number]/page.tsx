import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { foundOr404 } from "#app/[locale]/(account)/account/_parts/found-or-404.ts";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import type { Actor } from "#portal/actor.ts";
import { listWaiting } from "#portal/approvals/list-waiting.ts";
import { mayDecide } from "#portal/approvals/may-decide.ts";
import { openForDecision } from "#portal/approvals/open.ts";
import { openPast } from "#portal/approvals/person/open-past.ts";
import { waitingFor } from "#portal/approvals/waiting-for.ts";
import type { Context } from "#portal/context.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { BackLink } from "#ui/back-link.tsx";
import { ManagersOnly } from "../managers-only.tsx";
import { AlreadyDecided } from "./already-decided.tsx";
import { Decided } from "./decided.tsx";
import { Decision } from "./decision.tsx";
import type { NextWaiting } from "./next-steps.tsx";
import { PersonPast } from "./person-past.tsx";
import { RequestForDecision } from "./request-for-decision.tsx";
import { SomebodyFaster } from "./somebody-faster.tsx";

interface ApprovalPageProps {
  readonly params: Promise<{ readonly number: string }>;
  readonly searchParams: Promise<{ readonly decided?: string; readonly faster?: string }>;
}

export async function generateMetadata({ params }: ApprovalPageProps): Promise<Metadata> {
  const t = await getTranslations("requests.request");
  return { title: t("title", { number: formatRequestNumber((await params).number) }) };
}

/** One request for the senior manager: whose it is, what differs, both new keys; then yes or no, signed. */
export default async function ApprovalPage({ params, searchParams }: ApprovalPageProps) {
  const { number } = await params;
  const { decided, faster } = await searchParams;
  const { context, actor } = await pageActor(await getLocale());
  if (!mayDecide(actor)) return <ManagersOnly />;
  const request = await foundOr404(openForDecision(context, actor, number));
  if (decided !== undefined && request.decided) {
    const next = await nextWaiting(context, actor, number);
    const isFinal = request.state !== "SUBMITTED";
    const outcome = request.decided.verdict === "REFUSE" ? "refused" : isFinal ? "confirmed" : "given";
    return <Decided applicant={request.facts.name} outcome={outcome} next={next} />;
  }
  if (faster !== undefined && request.decided) {
    const next = await nextWaiting(context, actor, number);
    return <SomebodyFaster applicant={request.facts.name} decided={request.decided} next={next} />;
  }
  const t = await getTranslations("approvals");
  const waits = request.state === "SUBMITTED" && !request.own && !request.decided;
  const facts = <RequestForDecision request={request} />;
  const past = <PersonPast past={await openPast(context, actor, number)} />;
  const back = <BackLink href="/organisation/approvals">{t("request.back")}</BackLink>;
  return waits ? (
    <ClientMessages namespaces={["account", "approvals", "keyPicker", "keys", "states"]}>
      <Decision key={number} request={request.facts} back={back} past={past}>
        {facts}
      </Decision>
    </ClientMessages>
  ) : (
    <>
      {back}
      <AlreadyDecided request={request}>{facts}</AlreadyDecided>
      {past}
    </>
  );
}

/** The oldest other request that waits, so that a decision leads on to the next. */
async function nextWaiting(context: Context, actor: Actor, number: string): Promise<NextWaiting | null> {
  const [{ rows }, left] = await Promise.all([
    listWaiting(context, actor, { tab: "waiting", cursor: {}, take: 2 }),
    waitingFor(context, actor),
  ]);
  const next = rows.find((row) => row.number !== number);
  return next && left ? { number: next.number, name: next.name, left } : null;
}
