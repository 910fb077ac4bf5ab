"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { revealIin } from "#browser/ceremonies/reveal-iin.ts";
import type { Reveal, Revealed } from "#portal/reveals/contract.ts";

interface RevealIinProps {
  /** By what the page has of the person. */
  readonly by: Reveal;
  /** The last four digits. */
  readonly end: string;
}

/** The end of a person's number, and all of it for whoever asks: the log keeps who did. Needs the messages of `reveal`. */
export function RevealIin({ by, end }: RevealIinProps) {
  const t = useTranslations("reveal");
  const { busy, stopped, act } = useAct();
  const [shown, setShown] = useState<Revealed | null>(null);
  const toggle = () => (shown ? setShown(null) : void act(async () => setShown(await revealIin(by))));
  return (
    <div className="text-soft">
      <ProblemReport stopped={stopped} />
      <span role="status" className="figures">
        {shown ? <Numbers of={shown} /> : t("end", { digits: end })}
      </span>{" "}
      <button
        type="button"
        aria-disabled={busy || undefined}
        onClick={toggle}
        className="link no-print inline-flex min-h-6 items-center"
      >
        {t(shown ? "hide" : "show")}
        <span className="sr-only"> {t("what")}</span>
      </button>
    </div>
  );
}

function Numbers({ of: { iin, bin } }: { readonly of: Revealed }) {
  const t = useTranslations("reveal");
  return (
    <>
      <span className="text-ink">
        {t("number")} {iin}
        {bin !== undefined && `, ${t("bin")} ${bin}`}
      </span>
      <span className="block text-sm">{t("noted")}</span>
    </>
  );
}
