import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { codesByEmail, pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { formatDateInText } from "#i18n/dates.ts";
import { MAX_SERIALS, RevocationReason, Serial } from "#portal/revocation/contract.ts";
import { revocableKeys } from "#portal/revocation/revocable-keys.ts";
import { foundOr404 } from "../../_parts/found-or-404.ts";
import { Stop } from "../../_parts/stop.tsx";
import { RevokeWizard } from "./revoke-wizard.tsx";

interface RevokePageProps {
  readonly searchParams: Promise<{ readonly serial?: string | string[]; readonly reason?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("revoke");
  return { title: t("title") };
}

const Asked = z.array(Serial).max(MAX_SERIALS);

/** Revokes the holder's own keys, or as senior manager those of the organisation's people that the address names. */
export default async function RevokePage({ searchParams }: RevokePageProps) {
  const { serial = [], reason } = await searchParams;
  const { data: asked } = Asked.safeParse([...new Set([serial].flat())]);
  if (!asked) notFound();
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  const { keys, chosen } = await foundOr404(revocableKeys(context, actor, asked));
  const t = await getTranslations("revoke");
  const stop = keys.length === 0 ? "nothing" : asked.length > 0 && chosen.length === 0 ? "alreadyRevoked" : null;
  if (stop) {
    return (
      <Stop title={t(`${stop}.title`)} href="/account/keys" action={t(`${stop}.action`)}>
        {t(`${stop}.text`)}
      </Stop>
    );
  }
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "keyPicker", "keys", "revoke", "states"]}>
        <RevokeWizard
          keys={keys.map(({ notAfter, ...key }) => ({ ...key, until: formatDateInText(notAfter, locale) }))}
          preselected={chosen}
          reason={RevocationReason.safeParse(reason).data}
          someAreGone={chosen.length < asked.length}
          codesByEmail={codesByEmail()}
        />
      </ClientMessages>
    </div>
  );
}
