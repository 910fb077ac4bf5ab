import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { FirstKeysWizard } from "./first-keys-wizard.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("firstKeys");
  return { title: t("title") };
}

/** For whoever has no valid key: asks for the first ones, which the Registration Centre confirms. Nobody needs to sign in. */
export default function FirstKeysPage() {
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "firstKeys", "newPassword", "reissue", "states"]}>
        <FirstKeysWizard />
      </ClientMessages>
    </div>
  );
}
