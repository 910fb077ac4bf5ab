"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { beginCancellation } from "#browser/ceremonies/cancellation.ts";
import { useRouter } from "#i18n/navigation.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { KeyPage } from "../../../_journey/key-page.tsx";
import { ProblemReport } from "../../../_journey/problem-report.tsx";
import { SignPage } from "../../../_journey/sign-page.tsx";
import { useAct } from "../../../_journey/use-act.ts";
import { useSigningKey } from "../../../_journey/use-signing-key.ts";

const STEPS = ["effect", "sign"] as const;

type Begun = Awaited<ReturnType<typeof beginCancellation>>;

interface CancelRequestProps {
  readonly number: string;
  /** The day, in words. */
  readonly submittedOn: string;
}

/** What taking the request back does, then the signature that does it. */
export function CancelRequest({ number, submittedOn }: CancelRequestProps) {
  const t = useTranslations("requests.cancelPage");
  const words = useTranslations("requests");
  const language = useLocale();
  const router = useRouter();
  const { signer, pick } = useSigningKey();
  const { step, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [begun, setBegun] = useState<Begun | null>(null);
  const address = `/account/requests/${number}`;

  const begin = () =>
    act(async () => {
      setBegun(await beginCancellation({ number, language }));
      go("sign");
    });
  const sign = (ready: Begun, keyId: string) =>
    act(async () => {
      await ready.finish(keyId);
      router.replace(`${address}`);
    });

  if (step === "sign" && begun) {
    if (!signer) return <KeyPage heading={t("keyHeading")} lead={t("keyLead")} onPicked={pick} />;
    return (
      <>
        <ProblemReport stopped={stopped} />
        <SignPage
          heading={t("heading")}
          sheet={t("sheet")}
          text={begun.text}
          signer={signer}
          action={t("action")}
          busy={busy}
          onSign={() => sign(begun, signer.id)}
        >
          {stopped && (
            <Button variant="secondary" onClick={() => replace("effect")}>
              {t("again")}
            </Button>
          )}
          <ButtonLink variant="quiet" href={address}>
            {t("keep")}
          </ButtonLink>
        </SignPage>
      </>
    );
  }
  return (
    <div className="space-y-6">
      <ProblemReport stopped={stopped} />
      <PageTitle lead={t("lead")}>{t("heading")}</PageTitle>
      <SummaryList
        rows={[
          { term: words("number"), value: <RequestNumberText number={formatRequestNumber(number)} /> },
          { term: words("submittedAt"), value: submittedOn },
        ]}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} onClick={begin}>
          {t("continue")}
        </Button>
        <ButtonLink variant="quiet" href={address}>
          {t("keep")}
        </ButtonLink>
      </div>
    </div>
  );
}
