import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#ui/button-link.tsx";
import { DeadEnd } from "#ui/dead-end.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.page.refused");
  return { title: t("title") };
}

/** For a page that needs a right which this holder has not. */
export default async function Page() {
  const t = await getTranslations("errors.page.refused");
  return (
    <DeadEnd title={t("title")} text={t("text")}>
      <ButtonLink href="/account">{t("account")}</ButtonLink>
      <ButtonLink href="/help" variant="secondary">
        {t("help")}
      </ButtonLink>
    </DeadEnd>
  );
}
