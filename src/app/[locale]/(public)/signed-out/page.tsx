import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#ui/button-link.tsx";
import { DeadEnd } from "#ui/dead-end.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.page.signedOut");
  return { title: t("title") };
}

/** After signing out, and after an order to revoke or hold the very key that the session was opened with. */
export default async function Page({ searchParams }: PageProps<"/[locale]/signed-out">) {
  const { after } = await searchParams;
  return after === "revoke" || after === "hold" ? <AfterOrder kind={after} /> : <AfterSigningOut />;
}

async function AfterSigningOut() {
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

async function AfterOrder({ kind }: { readonly kind: "revoke" | "hold" }) {
  const t = await getTranslations("revoke.done");
  return (
    <DeadEnd title={t("signedOut.heading")} text={t(`signedOut.text.${kind}`)}>
      <ButtonLink href="/sign-in">{t("signedOut.signIn")}</ButtonLink>
      <ButtonLink href="/help/lost" variant="secondary">
        {t("help")}
      </ButtonLink>
    </DeadEnd>
  );
}
