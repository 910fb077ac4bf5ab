import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { Serial } from "#portal/revocation/contract.ts";
import { heldKey } from "#portal/revocation/held-key.ts";
import { foundOr404 } from "../../../_parts/found-or-404.ts";
import { Stop } from "../../../_parts/stop.tsx";
import { ReleaseWizard } from "./release-wizard.tsx";

interface ReleasePageProps {
  readonly params: Promise<{ readonly serial: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("revoke.release");
  return { title: t("title") };
}

/** Lifts the hold on one key, with the signature of whoever put it there. */
export default async function ReleasePage({ params }: ReleasePageProps) {
  const { data: serial } = Serial.safeParse((await params).serial);
  if (serial === undefined) notFound();
  const { context, actor } = await pageActor(await getLocale());
  const { certificate, relation, may } = await foundOr404(heldKey(context, actor, serial));
  const t = await getTranslations("revoke.release");
  if (may !== "LIFT") {
    return (
      <Stop title={t(`${may}.title`)} href="/account/keys" action={t("action")}>
        {t(`${may}.text`)}
      </Stop>
    );
  }
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "keyPicker", "keys", "revoke", "states"]}>
        <ReleaseWizard certificate={certificate} isOwn={relation === "OWN"} />
      </ClientMessages>
    </div>
  );
}
