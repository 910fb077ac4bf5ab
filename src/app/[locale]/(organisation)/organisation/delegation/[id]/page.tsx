import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { foundOr404 } from "#app/[locale]/(account)/account/_parts/found-or-404.ts";
import { Stop } from "#app/[locale]/(account)/account/_parts/stop.tsx";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { mayDelegate } from "#portal/approvals/may-decide.ts";
import { openDelegation } from "#portal/delegations/open-delegations.ts";
import { ManagersOnly } from "../../approvals/managers-only.tsx";
import { RightFacts } from "../_parts/right-facts.tsx";
import { WithdrawWizard } from "./withdraw-wizard.tsx";

interface WithdrawPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("delegation.withdraw");
  return { title: t("title") };
}

/** Takes the right to confirm back, with the first head's signature. */
export default async function WithdrawPage({ params }: WithdrawPageProps) {
  const { data: id } = z.uuid().safeParse((await params).id);
  if (id === undefined) notFound();
  const { context, actor } = await pageActor(await getLocale());
  if (!mayDelegate(actor)) return <ManagersOnly />;
  const right = await foundOr404(openDelegation(context, actor, id));
  const { iin, name, template, delegation, standing } = right;
  if (standing === "WITHDRAWN" || standing === "OVER") {
    const t = await getTranslations("delegation.withdraw");
    return (
      <Stop title={t("over")} href="/organisation/delegation" action={t("keep")}>
        {t("overText")}
      </Stop>
    );
  }
  const whose = { iin, name, template, bin: actor.bin ?? "", organisation: actor.organisation ?? "" };
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "delegation", "keyPicker", "keys", "states"]}>
        <WithdrawWizard about={{ id, delegation, ...whose }}>
          <RightFacts right={right} />
        </WithdrawWizard>
      </ClientMessages>
    </div>
  );
}
