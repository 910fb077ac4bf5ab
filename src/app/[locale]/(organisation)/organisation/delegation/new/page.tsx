import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Stop } from "#app/[locale]/(account)/account/_parts/stop.tsx";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { mayDelegate } from "#portal/approvals/may-decide.ts";
import { whoMayHaveIt } from "#portal/delegations/who-may-have-it.ts";
import { ManagersOnly } from "../../approvals/managers-only.tsx";
import { GiveWizard } from "./give-wizard.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("delegation.giving");
  return { title: t("title") };
}

/** Gives somebody the right to confirm, with the first head's signature. */
export default async function GivePage() {
  const { context, actor } = await pageActor(await getLocale());
  if (!mayDelegate(actor)) return <ManagersOnly />;
  const choice = await whoMayHaveIt(context, actor);
  const t = await getTranslations("delegation.giving");
  if (choice.people.length === 0) {
    return (
      <Stop title={t("nobody")} href="/organisation/delegation" action={t("nobodyAction")}>
        {t("nobodyText")}
      </Stop>
    );
  }
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "delegation", "keyPicker", "keys", "states"]}>
        <GiveWizard choice={choice} bin={actor.bin ?? ""} organisation={actor.organisation ?? ""} />
      </ClientMessages>
    </div>
  );
}
