import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { Link } from "#i18n/navigation.ts";
import { BackLink } from "#ui/back-link.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { TOPICS, type Topic } from "../topics.ts";

interface Props {
  readonly params: Promise<{ readonly topic: string }>;
}

/** What leaves a person without a valid key. */
const WITHOUT_KEY: readonly Topic[] = ["lost", "password", "expired"];

async function topicOf({ params }: Props): Promise<Topic> {
  const { topic } = await params;
  return TOPICS.find((one) => one === topic) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const t = await getTranslations("help.topics");
  return { title: t(`${await topicOf(props)}.title`) };
}

/** One question and its answer. */
export default async function Page(props: Props) {
  const topic = await topicOf(props);
  const t = await getTranslations("help");
  const { help } = await getMessages();
  const { title, ...paragraphs } = help.topics[topic];
  return (
    <article className="mx-auto max-w-journey">
      <BackLink href="/help">{t("all")}</BackLink>
      <PageTitle>{title}</PageTitle>
      <div className="prose">
        {Object.entries(paragraphs).map(([key, paragraph]) => (
          <p key={key}>{paragraph}</p>
        ))}
      </div>
      {topic === "lost" && (
        <p className="mt-8">
          <ButtonLink href={{ pathname: "/account/keys/revoke", query: { reason: "KEY_COMPROMISE" } }}>
            {t("reportLost")}
          </ButtonLink>
        </p>
      )}
      {WITHOUT_KEY.includes(topic) && (
        <p className="mt-8">
          <ButtonLink href="/first-keys" variant="secondary">
            {t("firstKeys")}
          </ButtonLink>
        </p>
      )}
      <nav aria-label={t("also")} className="mt-12 border-line border-t pt-6">
        <h2 className="text-lg">{t("also")}</h2>
        <ul className="mt-2">
          {TOPICS.filter((one) => one !== topic).map((one) => (
            <li key={one}>
              <Link href={`/help/${one}`} className="link inline-flex min-h-11 items-center">
                {t(`topics.${one}.title`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </article>
  );
}
