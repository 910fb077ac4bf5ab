import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { listOwnKeys } from "#portal/certificates/list.ts";
import { fullName } from "#portal/people/full-name.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { OwnKeyCard } from "../_parts/own-key-card.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile");
  return { title: t("title") };
}

/** Pictures 7 and 8: the data of the certificate, which only a registration centre can change. */
export default async function ProfilePage() {
  const { context, actor } = await pageActor(await getLocale());
  const keys = await listOwnKeys(context, actor);
  const inForce = keys.filter(({ status }) => status === "VALID");
  const t = await getTranslations("profile");
  const states = await getTranslations("states");
  const { surname, givenName, patronymic, iin, bin, organisation, template, email } = actor;
  return (
    <div className="mx-auto max-w-journey">
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <SummaryList
        rows={[
          { term: t("surname"), value: surname },
          { term: t("givenName"), value: givenName },
          ...(patronymic ? [{ term: t("patronymic"), value: patronymic }] : []),
          { term: t("iin"), value: <span className="figures">{iin}</span> },
          ...(organisation ? [{ term: t("organisation"), value: organisation }] : []),
          ...(bin ? [{ term: t("bin"), value: <span className="figures">{bin}</span> }] : []),
          { term: t("template"), value: states(`template.${template}`) },
          { term: t("email"), value: email ?? t("emailNone") },
        ]}
      />
      {inForce.length > 0 && (
        <section aria-labelledby="keys-title" className="mt-10">
          <h2 id="keys-title" className="mb-4 text-xl">
            {t("keys")}
          </h2>
          <div className="grid gap-4">
            {inForce.map((key) => (
              <OwnKeyCard key={key.serial} of={key} name={fullName(actor)} organisation={organisation ?? undefined} />
            ))}
          </div>
        </section>
      )}
      <div className="mt-8">
        <ButtonLink variant="secondary" href="/account/settings">
          {t("settings.heading")}
        </ButtonLink>
      </div>
    </div>
  );
}
