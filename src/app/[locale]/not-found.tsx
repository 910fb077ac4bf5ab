import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#ui/button-link.tsx";
import { DeadEnd } from "#ui/dead-end.tsx";

/** For an address that leads nowhere, and for what is not this visitor's to see: the two are told alike. */
export default async function NotFound() {
  const t = await getTranslations("errors.page.notFound");
  const common = await getTranslations("common");
  return (
    <>
      <title>{common("pageTitle", { title: t("title") })}</title>
      <DeadEnd title={t("title")} text={t("text")}>
        <ButtonLink href="/">{t("home")}</ButtonLink>
      </DeadEnd>
    </>
  );
}
