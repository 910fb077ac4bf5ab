import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { pageVisitor } from "#http/page.ts";
import { Link } from "#i18n/navigation.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { TOPICS } from "./help/topics.ts";
import { Seal } from "./seal.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home");
  return { title: t("title") };
}

/** The front page: what can be done here, the way in, how long keys last, and help. */
export default async function Page() {
  const t = await getTranslations("home");
  const { actor } = await pageVisitor();
  return (
    <div className="space-y-16 sm:space-y-24">
      <section className="grid items-center gap-10 pt-2 sm:pt-8 lg:grid-cols-[3fr_2fr]">
        <div>
          <h1 className="max-w-[18ch] text-4xl">{t("heading")}</h1>
          <p className="mt-6 max-w-[52ch] text-lg text-soft">{t("lead")}</p>
          <div className="mt-8 flex flex-wrap gap-3">
            {actor ? (
              <ButtonLink href="/account">{t("account")}</ButtonLink>
            ) : (
              <ButtonLink href="/sign-in">{t("signIn")}</ButtonLink>
            )}
            <ButtonLink href="/track" variant="secondary">
              {t("track")}
            </ButtonLink>
            {!actor && (
              <ButtonLink href="/first-keys" variant="secondary">
                {t("firstKeys")}
              </ButtonLink>
            )}
          </div>
        </div>
        <Seal />
      </section>
      <Acts />
      <Validity />
      <Help />
    </div>
  );
}

function Acts() {
  const t = useTranslations("home.can");
  const first = useTranslations("firstKeys");
  return (
    <section aria-labelledby="can">
      <h2 id="can" className="text-2xl">
        {t("title")}
      </h2>
      <ul className="mt-6 grid border-line border-t md:grid-cols-2 md:gap-x-10 xl:grid-cols-4">
        {(["reissue", "track", "approve", "firstKeys"] as const).map((act) => (
          <li key={act} className="border-line border-b py-6 xl:border-b-0">
            <h3 className="text-lg">{t(`${act}.title`)}</h3>
            <p className="mt-2 text-soft">{t(`${act}.text`)}</p>
            {act === "firstKeys" && (
              <Link href="/first-keys" className="link mt-2 inline-flex min-h-11 items-center">
                {first("link")}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Validity() {
  const t = useTranslations("home.validity");
  return (
    <section aria-labelledby="validity" className="grid gap-8 rounded-lg bg-sunk p-6 sm:p-10 lg:grid-cols-2 lg:gap-16">
      <div>
        <h2 id="validity" className="text-2xl">
          {t("title")}
        </h2>
        <p className="mt-4 max-w-prose text-soft">{t("text")}</p>
        <p className="mt-4 max-w-prose font-medium">{t("notice")}</p>
      </div>
      <dl className="grid content-center gap-6">
        {(
          [
            ["fileYears", "file"],
            ["deviceYears", "device"],
          ] as const
        ).map(([years, kind]) => (
          <div key={kind} className="flex flex-col-reverse border-seal border-s-2 ps-5">
            <dt className="max-w-[44ch] text-soft">{t(kind)}</dt>
            <dd className="figures font-semibold text-2xl">{t(years)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Help() {
  const t = useTranslations("home.help");
  const help = useTranslations("help.topics");
  return (
    <section aria-labelledby="help">
      <h2 id="help" className="text-2xl">
        {t("title")}
      </h2>
      <ul className="mt-4 grid gap-x-10 sm:grid-cols-2 lg:grid-cols-3">
        {TOPICS.map((topic) => (
          <li key={topic}>
            <Link href={`/help/${topic}`} className="link inline-flex min-h-11 items-center">
              {help(`${topic}.title`)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
