import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { languageOf } from "./language-of.ts";
import { SettingsForm } from "./settings-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.settings");
  return { title: t("heading") };
}

/** Picture 8: the language of the interface and of letters, and whether letters come at all. */
export default async function SettingsPage() {
  const { actor } = await pageActor(await getLocale());
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "profile"]}>
        <SettingsForm language={languageOf(actor.language)} emailNotices={actor.emailNotices} email={actor.email} />
      </ClientMessages>
    </div>
  );
}
