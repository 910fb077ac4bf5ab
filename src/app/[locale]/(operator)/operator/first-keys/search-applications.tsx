"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { findApplications } from "#browser/ceremonies/vouch.ts";
import { browserDate } from "#i18n/browser-date.ts";
import { Link } from "#i18n/navigation.ts";
import type { Application } from "#portal/centre/contract.ts";
import { StateNumber } from "#portal/first-keys/contract.ts";
import { formatRequestNumber, parseRequestNumber } from "#portal/requests/request-number.ts";
import { Notice } from "#ui/notice.tsx";
import { SearchBy } from "../_parts/search-by.tsx";

/** By a request number or an IIN; neither stands in the address. */
export function SearchApplications({ title }: { readonly title: ReactNode }) {
  const t = useTranslations("centre.search");
  const { busy, stopped, act } = useAct();
  const [found, setFound] = useState<readonly Application[] | null>(null);

  return (
    <div className="space-y-8">
      <SearchBy
        {...{ title, busy, stopped }}
        label={t("label")}
        hint={t("hint")}
        wrong={t("wrong")}
        submit={t("submit")}
        read={(typed) => parseRequestNumber(typed) ?? StateNumber.safeParse(typed.replaceAll(/\s/g, "")).data}
        onSearch={(by) => void act(async () => setFound(await findApplications(by)))}
        className="max-w-80 font-mono"
      />
      <div aria-live="polite">
        {found?.length === 0 && (
          <Notice title={t("nothing")}>
            <p>{t("nothingText")}</p>
          </Notice>
        )}
        {found && found.length > 0 && (
          <section aria-labelledby="found">
            <h2 id="found" className="mb-3 text-xl">
              {t("found", { count: found.length })}
            </h2>
            <ul className="border-line border-t">
              {found.map((one) => (
                <Row key={one.number} application={one} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}

function Row({
  application: { number, iin, capacity, organisation, state, submittedAt, takenBy },
}: {
  readonly application: Application;
}) {
  const states = useTranslations("states");
  const t = useTranslations("centre.search");
  const common = useTranslations("common");
  return (
    <li className="flex flex-wrap items-baseline gap-x-6 gap-y-1 border-line border-b py-3">
      <Link href={`/operator/first-keys/${number}`} className="link inline-flex min-h-11 items-center font-mono">
        {formatRequestNumber(number)}
      </Link>
      <span className="figures">{t("iin", { iin })}</span>
      <span>
        {states(`template.${capacity}`)}
        {organisation && <bdi>, {organisation}</bdi>}
      </span>
      <span className="figures text-soft">{common("date", browserDate(submittedAt))}</span>
      <span className="font-semibold">{states(`request.${state}.label`)}</span>
      {takenBy !== undefined && <bdi className="text-soft">{t("taken", { name: takenBy })}</bdi>}
    </li>
  );
}
