import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { formatDate, formatDateTime } from "#i18n/dates.ts";
import type { Locale } from "#i18n/routing.ts";
import { ChosenNumbers } from "#portal/approvals/contract.ts";
import { mayDecide } from "#portal/approvals/may-decide.ts";
import { type ForDecision, openSeveral } from "#portal/approvals/open.ts";
import { BackLink } from "#ui/back-link.tsx";
import { storageOf } from "../[number]/storage-of.ts";
import { templateOf } from "../[number]/template-of.ts";
import { ManagersOnly } from "../managers-only.tsx";
import type { ChosenRequest } from "./chosen-request.ts";
import { Several } from "./several.tsx";

interface SeveralPageProps {
  readonly searchParams: Promise<{ readonly number?: string | readonly string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approvals.several");
  return { title: t("title") };
}

/** The requests that the senior manager has chosen, to be decided on together, each with a signature of its own. */
export default async function SeveralPage({ searchParams }: SeveralPageProps) {
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  if (!mayDecide(actor)) return <ManagersOnly />;
  const numbers = ChosenNumbers.parse((await searchParams).number);
  const requests = await openSeveral(context, actor, numbers);
  const t = await getTranslations("approvals.request");
  return (
    <ClientMessages namespaces={["account", "approvals", "keyPicker", "keys", "states"]}>
      <Several
        requests={requests.map((request) => chosenRequest(request, locale))}
        back={<BackLink href="/organisation/approvals">{t("back")}</BackLink>}
      />
    </ClientMessages>
  );
}

/** In words where a browser has none: Chromium knows no Kazakh months. */
function chosenRequest(request: ForDecision, locale: Locale): ChosenRequest {
  const { facts, differences, hints, submittedAt, state, own, decided } = request;
  return {
    facts,
    template: templateOf(facts.template),
    storage: storageOf(facts.storage),
    differences: differences.map(({ field }) => field),
    hints,
    submitted: formatDate(submittedAt, locale),
    state,
    waits: state === "SUBMITTED" && !own && !decided,
    decided: decided && { verdict: decided.verdict, by: decided.by, at: formatDateTime(decided.at, locale) },
  };
}
