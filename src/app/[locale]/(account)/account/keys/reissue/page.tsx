import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { codesByEmail, pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { formatDate } from "#i18n/dates.ts";
import { toBase64 } from "#pki/bytes.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { type ReissueForm, reissueForm } from "#portal/requests/reissue-form.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { Stop } from "../../_parts/stop.tsx";
import type { ReissueView } from "./reissue-view.ts";
import { ReissueWizard } from "./reissue-wizard.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reissue");
  return { title: t("title") };
}

/** Re-issuance of DS keys: the form filled in from the register, or why it cannot begin now. */
export default async function ReissuePage() {
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  const t = await getTranslations("reissue");
  const first = await getTranslations("firstKeys");
  const form = await formOrNull(context, actor);
  if (!form) {
    return (
      <Stop title={t("noKey.heading")} href="/first-keys" action={first("link")}>
        {t("noKey.text")}
      </Stop>
    );
  }
  if (form.openRequest) {
    const number = formatRequestNumber(form.openRequest);
    return (
      <Stop title={t("open.heading")} href={`/account/requests/${form.openRequest}`} action={t("open.action")}>
        {t("open.text", { number })}
      </Stop>
    );
  }
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "keyPicker", "keys", "reissue", "states"]}>
        <ReissueWizard form={viewOf(form, formatDate(form.current.notAfter, locale))} codesByEmail={codesByEmail()} />
      </ClientMessages>
    </div>
  );
}

async function formOrNull(context: Context, actor: Actor): Promise<ReissueForm | null> {
  try {
    return await reissueForm(context, actor);
  } catch (error) {
    if (error instanceof PortalError && error.code === "NO_VALID_KEY") return null;
    throw error;
  }
}

function viewOf({ iin, name, bin, organisation, template, ...form }: ReissueForm, currentUntil: string): ReissueView {
  return {
    ...{ iin, name, bin, organisation, template, currentUntil },
    subject: toBase64(form.subject),
    email: form.email ?? "",
    needsManager: form.confirmation === "SENIOR_MANAGER",
    currentSerial: form.current.serial,
  };
}
