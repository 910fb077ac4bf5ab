import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageTheme } from "#app/[locale]/_shell/page-theme.ts";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { mayDecide } from "#portal/approvals/may-decide.ts";
import { keptSettings } from "./kept-settings.ts";
import { SettingsForm } from "./settings-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.settings");
  return { title: t("heading") };
}

/** Picture 8: the language of the interface and of letters, what a person is told and by which way, and the colours. */
export default async function SettingsPage() {
  const locale = await getLocale();
  const { actor } = await pageActor(locale);
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "profile"]}>
        <SettingsForm
          kept={keptSettings(actor, locale)}
          email={actor.email}
          decides={mayDecide(actor)}
          theme={await pageTheme()}
        />
      </ClientMessages>
    </div>
  );
}
