import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { accountPath } from "#app/[locale]/(public)/sign-in/account-path.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { DeadEnd } from "#ui/dead-end.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.page.sessionExpired");
  return { title: t("title") };
}

interface PageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

/** For someone whose session has ended while they were away; signing in leads back to where they were. */
export default async function Page({ searchParams }: PageProps) {
  const t = await getTranslations("errors.page.sessionExpired");
  const next = accountPath((await searchParams).next);
  return (
    <DeadEnd title={t("title")} text={t("text")}>
      <ButtonLink href={{ pathname: "/sign-in", query: { next } }}>{t("signIn")}</ButtonLink>
    </DeadEnd>
  );
}
