import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { codesByEmail, pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { EmailWizard } from "./email-wizard.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.newEmail");
  return { title: t("title") };
}

/** A new address for a person's letters, with a code and a link, so that nobody else can turn them away. */
export default async function ChangeEmailPage() {
  const { actor } = await pageActor(await getLocale());
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "profile"]}>
        <EmailWizard iin={actor.iin} email={actor.email} codesByEmail={codesByEmail()} />
      </ClientMessages>
    </div>
  );
}
