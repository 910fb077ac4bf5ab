import { useTranslations } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { pageStatusService, pageVisitor } from "#http/page.ts";
import { formatDateTime } from "#i18n/dates.ts";
import { askStatus } from "#portal/certificates/ask-status.ts";
import { StatusTag } from "#ui/status-tag.tsx";
import { SummaryList } from "#ui/summary-list.tsx";

const TONE = { good: "success", revoked: "danger", unknown: "warning" } as const;

/** What everybody else is told of this certificate, asked now and verified. */
export async function StatusAsTold({ der }: { readonly der: Uint8Array }) {
  const [locale, t] = [await getLocale(), await getTranslations("certificate")];
  const { context } = await pageVisitor();
  const told = await askStatus(context, await pageStatusService(), der);
  if (told.outcome !== "told") {
    return (
      <Frame>
        <p>{t(`ocsp.${told.outcome}`)}</p>
      </Frame>
    );
  }
  const { status, thisUpdate, nextUpdate, responder } = told;
  return (
    <Frame>
      <SummaryList
        rows={[
          { term: t("status"), value: <StatusTag tone={TONE[status.type]}>{t(`ocsp.${status.type}`)}</StatusTag> },
          ...(status.type === "revoked"
            ? [{ term: t("ocsp.revokedAt"), value: formatDateTime(status.revokedAt, locale) }]
            : []),
          { term: t("ocsp.thisUpdate"), value: formatDateTime(thisUpdate, locale) },
          { term: t("ocsp.nextUpdate"), value: formatDateTime(nextUpdate, locale) },
          { term: t("ocsp.responder"), value: <bdi>{responder}</bdi> },
        ]}
      />
    </Frame>
  );
}

/** The same while the service is being asked. */
export function StatusAsked() {
  const t = useTranslations("certificate.ocsp");
  return (
    <Frame>
      <p role="status">{t("asking")} …</p>
    </Frame>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  const t = useTranslations("certificate.ocsp");
  return (
    <section aria-labelledby="ocsp-title">
      <h2 id="ocsp-title" className="mb-1 text-xl">
        {t("heading")}
      </h2>
      <p className="mb-4 text-soft">{t("text")}</p>
      {children}
    </section>
  );
}
