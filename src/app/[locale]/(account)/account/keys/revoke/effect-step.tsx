"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import type { Stopped } from "../../_journey/use-act.ts";
import { useTitleFocus } from "../../_journey/use-title-focus.ts";
import { KeyLine } from "./key-line.tsx";
import type { KeyView } from "./key-view.ts";
import { losesLastPair } from "./loses-last-pair.ts";

interface EffectStepProps {
  readonly above: ReactNode;
  readonly keys: readonly KeyView[];
  readonly chosen: readonly KeyView[];
  readonly reason: RevocationReason;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  readonly onContinue: () => void;
}

/** The page that interrupts: what this does and does not do, and whether the person locks themselves out. */
export function EffectStep({ above, keys, chosen, reason, busy, stopped, onContinue }: EffectStepProps) {
  const t = useTranslations("revoke.effect");
  const states = useTranslations("states.revocationReason");
  useTitleFocus();
  const kind = reason === "CERTIFICATE_HOLD" ? "hold" : "revoke";
  return (
    <div className="space-y-6">
      <ProblemReport stopped={stopped} />
      <PageTitle above={above} lead={t(`${kind}.lead`)}>
        {t(`${kind}.heading`, { count: chosen.length })}
      </PageTitle>
      {chosen.some(({ opensThisSession }) => opensThisSession) && (
        <Notice tone="warning" title={t("session.title")}>
          <p>{t("session.text")}</p>
        </Notice>
      )}
      {losesLastPair(keys, chosen) && (
        <Notice tone="warning" title={t("last")}>
          <p>{t(`${kind}.last`)}</p>
        </Notice>
      )}
      <SummaryList
        rows={[
          {
            term: t("keys"),
            value: (
              <ul className="space-y-3">
                {chosen.map((key) => (
                  <li key={key.serial}>
                    <KeyLine of={key} />
                  </li>
                ))}
              </ul>
            ),
          },
          { term: t("reason"), value: states(reason) },
        ]}
      />
      <Points title={t("does")} points={[t(`${kind}.works`), t("shows"), t("requests")]} />
      <Points title={t("doesNot")} points={[t("before"), t("others"), t(`${kind}.file`)]} />
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} onClick={onContinue}>
          {t("continue")}
        </Button>
        <ButtonLink variant="quiet" href="/account/keys">
          {t(`${kind}.keep`)}
        </ButtonLink>
      </div>
    </div>
  );
}

function Points({ title, points }: { readonly title: string; readonly points: readonly string[] }) {
  return (
    <section>
      <h2 className="text-lg">{title}</h2>
      <ul className="mt-2 max-w-prose list-disc space-y-1 ps-6">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}
