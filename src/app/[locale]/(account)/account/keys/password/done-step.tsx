"use client";

import { useTranslations } from "next-intl";
import { ButtonLink } from "#ui/button-link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import type { Saved } from "./save-step.tsx";

/** What is true now, and where the old password still opens something. */
export function DoneStep({ names, to }: Saved) {
  const t = useTranslations("changePassword.done");
  const count = names.length;
  return (
    <div className="space-y-6">
      <PageTitle>{to === "REPLACED" ? t("heading") : t("headingDownload", { count })}</PageTitle>
      <Notice tone="success">
        <p>{t(to === "REPLACED" ? "replaced" : "downloaded", { count })}</p>
        <ul>
          {names.map((name, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two folders may have files of one name
            <li key={place} className="break-all font-mono text-sm">
              {name}
            </li>
          ))}
        </ul>
      </Notice>
      {to === "DOWNLOAD" && (
        <Notice tone="warning" title={t("deleteTitle", { count })}>
          <p>{t("delete", { count })}</p>
        </Notice>
      )}
      <ul className="max-w-prose list-disc space-y-2 ps-6">
        <li>{t("copies")}</li>
        <li>{t("waiting")}</li>
      </ul>
      <ButtonLink href="/account/keys" prefetch={false}>
        {t("next")}
      </ButtonLink>
    </div>
  );
}
