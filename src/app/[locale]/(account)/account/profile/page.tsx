import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { Link } from "#i18n/navigation.ts";
import { listOwnKeys } from "#portal/certificates/list.ts";
import { fullName } from "#portal/people/full-name.ts";
import { awaitedEmail } from "#portal/profile/awaited-email.ts";
import { lastPhone } from "#portal/profile/last-phone.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { OwnKeyCard } from "../_parts/own-key-card.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile");
  return { title: t("title") };
}

interface EmailProps {
  readonly email: string | null;
  /** The address whose link has not been followed yet. */
  readonly awaited: string | null;
}

/** Where letters go, where they are to go, and the way to another address. */
async function Email({ email, awaited }: EmailProps) {
  const t = await getTranslations("profile");
  return (
    <div className="space-y-2">
      <p className="break-all">{email ?? t("emailNone")}</p>
      {awaited !== null && <p className="text-sm text-soft">{t("newEmail.awaited", { email: awaited })}</p>}
      <p>
        <Link
          href="/account/profile/email"
          className="text-accent underline underline-offset-4 hover:text-accent-strong"
        >
          {t("newEmail.change")}
        </Link>
      </p>
    </div>
  );
}

/** Where codes went last; the number itself is for the worker alone to ask for, and for eGov to change. */
async function Phone({ masked }: { readonly masked: string | null }) {
  const t = await getTranslations("profile");
  return (
    <div className="space-y-2">
      <p className="figures">{masked ?? t("phoneNone")}</p>
      <p className="font-normal text-sm text-soft">{t("phoneHint")}</p>
    </div>
  );
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
        ]}
      />
      <section aria-labelledby="contacts-title" className="mt-10">
        <h2 id="contacts-title" className="mb-4 text-xl">
          {t("contacts")}
        </h2>
        <SummaryList
          rows={[
            { term: t("email"), value: <Email email={email} awaited={await awaitedEmail(context, actor)} /> },
            { term: t("phone"), value: <Phone masked={await lastPhone(context, actor)} /> },
          ]}
        />
      </section>
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
