"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { findCertificates } from "#browser/ceremonies/find-certificates.ts";
import { type FoundCertificates, meant } from "#portal/all-certificates/contract.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { SearchBy } from "../_parts/search-by.tsx";
import { FoundTable } from "./found-table.tsx";

interface Found extends FoundCertificates {
  /** What was asked for, which the field may say no more. */
  readonly by: string;
}

/** By whatever there is of a certificate; nothing of it stands in the address. */
export function SearchCertificates({ title }: { readonly title: ReactNode }) {
  const t = useTranslations("allCertificates.search");
  const { busy, stopped, act } = useAct();
  const [all, setAll] = useState<Found | null>(null);

  const goOn = ({ by, found, next }: Found) =>
    act(async () => {
      const more = await findCertificates({ by, after: next });
      setAll({ by, ...more, found: [...found, ...more.found] });
    });

  return (
    <div className="space-y-8">
      <SearchBy
        {...{ title, busy, stopped }}
        label={t("label")}
        hint={t("hint")}
        wrong={t("wrong")}
        submit={t("submit")}
        read={(typed) => (meant(typed) ? typed : undefined)}
        onSearch={(by) => void act(async () => setAll({ by, ...(await findCertificates({ by })) }))}
        className="max-w-journey"
      />
      <div aria-live="polite">
        {all?.found.length === 0 && (
          <Notice title={t("nothing")}>
            <p>{t("nothingText")}</p>
          </Notice>
        )}
        {all && all.found.length > 0 && (
          <h2 className="text-xl">{t(all.next ? "foundMore" : "found", { count: all.found.length })}</h2>
        )}
      </div>
      {all && all.found.length > 0 && <FoundTable rows={all.found} />}
      {all?.next && (
        <Button variant="secondary" busy={busy} onClick={() => goOn(all)}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}
