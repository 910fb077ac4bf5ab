import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { mayManage } from "#portal/approvals/may-decide.ts";
import { type ConfirmationPolicy, openPolicy } from "#portal/confirmations/open-policy.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { ManagersOnly } from "../approvals/managers-only.tsx";
import { ConfirmationsWizard } from "./confirmations-wizard.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approvals.policy");
  return { title: t("title") };
}

/** How many persons have to confirm in this organisation: what is in force, and the senior manager's signature for another number. */
export default async function ConfirmationsPage() {
  const { context, actor } = await pageActor(await getLocale());
  if (!mayManage(actor)) return <ManagersOnly />;
  const t = await getTranslations("approvals");
  const policy = await openPolicy(context, actor);
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "approvals", "keyPicker", "keys", "states"]}>
        <ConfirmationsWizard
          // what is signed begins the page anew
          key={`${policy.confirmations} ${policy.last?.state}`}
          policy={policy}
          bin={actor.bin ?? ""}
          organisation={actor.organisation ?? ""}
        >
          <BackLink href="/organisation/approvals">{t("request.back")}</BackLink>
          <PageTitle lead={t("policy.lead", { organisation: actor.organisation ?? "" })}>{t("policy.title")}</PageTitle>
          <Standing policy={policy} />
        </ConfirmationsWizard>
      </ClientMessages>
    </div>
  );
}

/** What was signed last, while it is not in force. */
async function Standing({ policy: { last } }: { readonly policy: ConfirmationPolicy }) {
  if (!last) return null;
  const t = await getTranslations("approvals.policy");
  const isPending = last.state === "PENDING";
  return (
    <Notice tone={isPending ? "info" : "warning"} title={t(isPending ? "pending" : "refused")}>
      <p>{t(isPending ? "pendingText" : "refusedText", { count: last.confirmations })}</p>
    </Notice>
  );
}
