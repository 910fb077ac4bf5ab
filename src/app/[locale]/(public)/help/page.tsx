import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Link } from "#i18n/navigation.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { TOPICS } from "./topics.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("help");
  return { title: t("title") };
}

/** All help topics. */
export default async function Page() {
  const t = await getTranslations("help");
  return (
    <div className="mx-auto max-w-journey">
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <ul className="border-line border-t">
        {TOPICS.map((topic) => (
          <li key={topic} className="border-line border-b py-5">
            <h2 className="text-lg">
              <Link href={`/help/${topic}`} className="link inline-flex min-h-11 items-center">
                {t(`topics.${topic}.title`)}
              </Link>
            </h2>
            <p className="mt-1 text-soft">{t(`topics.${topic}.p1`)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
