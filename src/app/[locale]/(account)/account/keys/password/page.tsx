import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { PasswordWizard } from "./password-wizard.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("changePassword");
  return { title: t("title") };
}

/** Change of DS key password. The page asks who is there and knows nothing more: all of it happens in the browser. */
export default async function ChangePasswordPage() {
  await pageActor(await getLocale());
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "changePassword", "keyPicker", "newPassword"]}>
        <PasswordWizard />
      </ClientMessages>
    </div>
  );
}
