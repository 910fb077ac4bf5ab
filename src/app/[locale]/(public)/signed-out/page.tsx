import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#ui/button-link.tsx";
import { DeadEnd } from "#ui/dead-end.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.page.signedOut");
  return { title: t("title") };
}

/** After signing out. */
export default async function Page() {
  const t = await getTranslations("errors.page.signedOut");
  return (
    <DeadEnd title={t("title")} text={t("text")}>
      <ButtonLink href="/">{t("home")}</ButtonLink>
      <ButtonLink href="/sign-in" variant="secondary">
        {t("signIn")}
      </ButtonLink>
    </DeadEnd>
  );
}
