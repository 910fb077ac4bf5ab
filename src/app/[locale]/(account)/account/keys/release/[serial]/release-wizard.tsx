"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { beginRelease } from "#browser/ceremonies/revocation.ts";
import type { RevocableCertificate } from "#portal/documents/contract.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Serial } from "#ui/serial.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { ProblemReport } from "../../../_journey/problem-report.tsx";
import { useAct } from "../../../_journey/use-act.ts";
import { SignOrder } from "../../_order/sign-order.tsx";
import { WatchOrder } from "../../_order/watch-order.tsx";

const STEPS = ["effect", "sign", "done"] as const;

interface ReleaseWizardProps {
  readonly certificate: RevocableCertificate;
  readonly isOwn: boolean;
}

/** What lifting the hold does, the signature that does it, and what became of it. */
export function ReleaseWizard({ certificate, isOwn }: ReleaseWizardProps) {
  const t = useTranslations("revoke.release");
  const states = useTranslations("states.slot");
  const language = useLocale();
  const { step, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [begun, setBegun] = useState<Awaited<ReturnType<typeof beginRelease>> | null>(null);
  const [order, setOrder] = useState<string | null>(null);

  const begin = () =>
    act(async () => {
      setBegun(await beginRelease({ certificate, language }));
      go("sign");
    });
  const sign = (finish: (keyId: string) => Promise<string>, keyId: string) =>
    act(async () => {
      setOrder(await finish(keyId));
      replace("done");
    });

  if (step === "done" && order) return <WatchOrder order={order} kind="release" count={1} />;
  if (step === "sign" && begun) {
    return (
      <SignOrder
        text={begun.text}
        kind="release"
        signInKeyWill={isOwn}
        except={certificate.serial}
        busy={busy}
        stopped={stopped}
        onSign={(keyId) => sign(begun.finish, keyId)}
        onAgain={() => replace("effect")}
      />
    );
  }
  const { slot, name, serial } = certificate;
  return (
    <div className="space-y-6">
      <ProblemReport stopped={stopped} />
      <PageTitle lead={t("lead")}>{t("heading")}</PageTitle>
      <SummaryList
        rows={[
          {
            term: t("key"),
            value: (
              <>
                {states(slot)}, <bdi>{name}</bdi>
                <br />
                <Serial value={serial} />
              </>
            ),
          },
        ]}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} onClick={begin}>
          {t("continue")}
        </Button>
        <ButtonLink variant="secondary" href={{ pathname: "/account/keys/revoke", query: { serial } }}>
          {t("revoke")}
        </ButtonLink>
        <ButtonLink variant="quiet" href="/account/keys">
          {t("keep")}
        </ButtonLink>
      </div>
    </div>
  );
}
