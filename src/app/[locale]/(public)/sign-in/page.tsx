import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { accountPath } from "./account-path.ts";
import { SignInWizard } from "./sign-in-wizard.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title") };
}

interface PageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

/** Signing in with a key: the keystore, the file and its password, the text that is signed. */
export default async function Page({ searchParams }: PageProps) {
  const { next } = await searchParams;
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["signIn", "keyPicker"]}>
        <SignInWizard next={accountPath(next)} />
      </ClientMessages>
    </div>
  );
}
