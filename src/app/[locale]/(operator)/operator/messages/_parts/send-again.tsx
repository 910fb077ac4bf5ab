"use client";

import { useMessages, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ChosenRows } from "#app/[locale]/_lists/chosen-rows.tsx";
import { useChosen } from "#app/[locale]/_lists/use-chosen.ts";
import { WhatBecame } from "#app/[locale]/_lists/what-became.tsx";
import { errorKey } from "#app/[locale]/_steps/error-key.ts";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { type AgainResult, sendEachAgain } from "./send-each-again.ts";

interface SendAgainProps {
  /** What a result calls each message that can be sent again. */
  readonly names: readonly { readonly id: string; readonly name: string }[];
  readonly children: ReactNode;
}

/** Sends the chosen messages once more, each by itself, with a result for each. */
export function SendAgain({ names, children }: SendAgainProps) {
  const t = useTranslations();
  const { errors } = useMessages();
  const router = useRouter();
  const { busy, stopped, act } = useAct();
  const rows = useChosen("message");
  const [results, setResults] = useState<readonly (AgainResult & { readonly name: string })[]>([]);

  const send = () =>
    void act(async () => {
      const nameOf = (id: string) => names.find((each) => each.id === id)?.name ?? "";
      setResults((await sendEachAgain(rows.chosen)).map((result) => ({ ...result, name: nameOf(result.id) })));
      rows.choose(false);
      router.refresh();
    });

  const told = results.map(({ id, code, name }) => ({
    key: id,
    name: <bdi>{name}</bdi>,
    text: code === null ? t("outbox.done") : t(`errors.${errorKey(errors, code)}`),
    well: code === null,
  }));
  const above = (
    <>
      <ProblemReport stopped={stopped} />
      {told.length > 0 && <WhatBecame title={t("outbox.results")} rows={told} />}
    </>
  );
  if (names.length === 0)
    return (
      <div className="space-y-2">
        {above}
        {children}
      </div>
    );
  return (
    <ChosenRows
      rows={rows}
      chooseAll={t("outbox.chooseAll")}
      status={busy ? t("outbox.working") : t("outbox.chosen", { count: rows.chosen.length })}
      above={
        <>
          {above}
          <p className="max-w-prose text-soft">{t("outbox.againText")}</p>
        </>
      }
      actions={
        rows.chosen.length > 0 && (
          <Button busy={busy} onClick={send}>
            {t("outbox.sendAgain")}
          </Button>
        )
      }
    >
      {children}
    </ChosenRows>
  );
}
