"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { SignStep } from "#app/[locale]/(account)/account/_journey/sign-step.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useLeaveWarning } from "#app/[locale]/(account)/account/_journey/use-leave-warning.ts";
import { beginAuthorityOrder, type OrderedCertificate } from "#browser/ceremonies/authority-order.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Progress } from "#ui/progress.tsx";
import { OrderForm, type Paper } from "./order-form.tsx";

const STEPS = ["read", "sign"] as const;

type Begun = Awaited<ReturnType<typeof beginAuthorityOrder>>;

/** A certificate that an order may be about, and how it stands. */
export interface Orderable extends OrderedCertificate {
  readonly status: "VALID" | "EXPIRED" | "ON_HOLD" | "REVOKED" | "NOT_YET_VALID";
}

interface OrderingProps {
  readonly back: ReactNode;
  readonly certificate: Orderable;
  readonly other: Orderable | undefined;
  readonly mayOrder: boolean;
  /** The title and the facts, laid out by the server. */
  readonly children: ReactNode;
}

/** Reads what there is of a certificate, writes an order about it, and signs that as the first of two. */
export function Ordering({ back, certificate, other, mayOrder, children }: OrderingProps) {
  const t = useTranslations("orders");
  const language = useLocale();
  const router = useRouter();
  const { step, go } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [paper, setPaper] = useState<Paper | null>(null);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [done, setDone] = useState(false);
  useLeaveWarning(begun !== null && !done, t("leave"));

  const begin = (said: Paper) => {
    setPaper(said);
    return act(async () => {
      const { withOther, ...facts } = said;
      const certificates = [certificate, ...(withOther && other ? [other] : [])];
      setBegun(await beginAuthorityOrder({ ...facts, certificates, language }));
      go("sign");
    });
  };
  const sign = (ready: Begun, keyId: string) =>
    act(async () => {
      const id = await ready.finish(keyId);
      setDone(true);
      router.replace(`/operator/orders/${id}`);
    });

  if (done) return <Progress>{t("decide.working")}</Progress>;
  if (step === "sign" && begun) {
    return (
      <SignStep
        keyHeading={t("key.heading")}
        keyLead={t("key.lead")}
        heading={t("sign.heading")}
        sheet={t("sign.sheet")}
        text={begun.text}
        busy={busy}
        stopped={stopped}
        onSign={(keyId) => sign(begun, keyId)}
      />
    );
  }
  return (
    <>
      {back}
      <ProblemReport stopped={stopped} />
      <div className="grid gap-8 lg:grid-cols-[3fr_2fr] lg:gap-12">
        <div className="min-w-0 space-y-10">{children}</div>
        {mayOrder && <OrderForm certificate={certificate} other={other} paper={paper} busy={busy} onPaper={begin} />}
      </div>
    </>
  );
}
