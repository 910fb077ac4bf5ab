import { useTranslations } from "next-intl";
import { PageTitle } from "#ui/page-title.tsx";

const SECTIONS = ["s1", "s2", "s3", "s4"] as const;

/** A standing page: what we aim for, or what happens to people's data. */
export function Statement({ of }: { readonly of: "accessibility" | "privacy" }) {
  const t = useTranslations(`legal.${of}`);
  return (
    <article className="mx-auto max-w-journey">
      <PageTitle>{t("title")}</PageTitle>
      <div className="prose">
        {SECTIONS.map((section) => (
          <section key={section}>
            <h2 className="mt-8 mb-2 text-xl">{t(`${section}.heading`)}</h2>
            <p>{t(`${section}.text`)}</p>
          </section>
        ))}
      </div>
    </article>
  );
}
