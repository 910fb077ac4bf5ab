import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { ConfirmAddress } from "./confirm-address.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.newEmail.confirm");
  return { title: t("title"), robots: { index: false } };
}

/**
 * Where the link in the letter leads, on whatever device: programs that look at links change nothing, a click does.
 *
 * The token stands behind the #, where no server and no log sees it.
 */
export default async function ConfirmEmailPage() {
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "profile"]}>
        <ConfirmAddress />
      </ClientMessages>
    </div>
  );
}
