import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#ui/button-link.tsx";
import { DeadEnd } from "#ui/dead-end.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.page.sessionExpired");
  return { title: t("title") };
}

/** For someone whose session has ended while they were away. */
export default async function Page() {
  const t = await getTranslations("errors.page.sessionExpired");
  return (
    <DeadEnd title={t("title")} text={t("text")}>
      <ButtonLink href="/sign-in">{t("signIn")}</ButtonLink>
    </DeadEnd>
  );
}
