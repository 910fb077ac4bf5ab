"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { findApplications } from "#browser/ceremonies/vouch.ts";
import { browserDate } from "#i18n/browser-date.ts";
import { Link } from "#i18n/navigation.ts";
import type { Application } from "#portal/centre/contract.ts";
import { StateNumber } from "#portal/first-keys/contract.ts";
import { formatRequestNumber, parseRequestNumber } from "#portal/requests/request-number.ts";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { TextField } from "#ui/text-field.tsx";

/** By a request number or an IIN; neither stands in the address. */
export function SearchApplications({ title }: { readonly title: ReactNode }) {
  const t = useTranslations("centre.search");
  const { busy, stopped, act } = useAct();
  const [typed, setTyped] = useState("");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const [found, setFound] = useState<readonly Application[] | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const by = parseRequestNumber(typed) ?? StateNumber.safeParse(typed.replaceAll(/\s/g, "")).data;
    setErrors(by ? [] : [{ fieldId: "by", text: t("wrong") }]);
    if (by) void act(async () => setFound(await findApplications(by)));
  };

  return (
    <div className="space-y-8">
      <form noValidate onSubmit={submit} className="space-y-6">
        <ProblemReport errors={errors} stopped={stopped} />
        {title}
        <TextField
          id="by"
          label={t("label")}
          hint={t("hint")}
          error={errors[0]?.text}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          className="max-w-80 font-mono"
        />
        <Button type="submit" busy={busy}>
          {t("submit")}
        </Button>
      </form>
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
