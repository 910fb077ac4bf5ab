import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { formatDate } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import { listOwnKeys } from "#portal/certificates/list.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Serial } from "#ui/serial.tsx";
import { Table } from "#ui/table.tsx";
import { KeyTag } from "../_parts/key-tag.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keys");
  return { title: t("title") };
}

/** All DS keys of the holder: what each is for, how long it lives, on which request it came and who confirmed that. */
export default async function KeysPage() {
  const { context, actor } = await pageActor(await getLocale());
  const keys = await listOwnKeys(context, actor);
  const t = await getTranslations("keys");
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      {keys.length === 0 ? <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState> : <KeysTable keys={keys} />}
      <div className="mt-8">
        <ButtonLink href="/account/keys/reissue">{t("reissue")}</ButtonLink>
      </div>
    </>
  );
}

async function KeysTable({ keys }: { readonly keys: readonly KeyCard[] }) {
  const t = await getTranslations("keys");
  const states = await getTranslations("states");
  const locale = await getLocale();
  return (
    <Table
      caption={t("caption")}
      captionHidden
      rows={keys}
      rowKey={({ serial }) => serial}
      columns={[
        { header: t("purpose"), cell: ({ slot }) => states(`slot.${slot}`) },
        { header: t("status"), cell: ({ status }) => <KeyTag status={status} /> },
        {
          header: t("validity"),
          cell: ({ notBefore, notAfter }) =>
            t("fromTo", { from: formatDate(notBefore, locale), until: formatDate(notAfter, locale) }),
        },
        { header: t("daysLeft"), cell: ({ status, daysLeft }) => (status === "VALID" ? daysLeft : 0) },
        { header: t("storage"), cell: ({ storage }) => states(`storage.${storage}`) },
        { header: t("serial"), cell: ({ serial }) => <Serial value={serial} /> },
        {
          header: t("request"),
          cell: ({ requestNumber }) => (
            <Link href={`/account/requests/${requestNumber}`} className="link">
              <RequestNumberText number={formatRequestNumber(requestNumber)} />
            </Link>
          ),
        },
        { header: t("confirmedBy"), cell: ({ confirmedBy }) => confirmedBy ?? t("notNeeded") },
      ]}
    />
  );
}
