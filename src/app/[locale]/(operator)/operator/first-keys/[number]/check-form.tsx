"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ReasonForm } from "#app/[locale]/(organisation)/organisation/approvals/[number]/reason-form.tsx";
import type { CentreVerdict, FactsOnPage } from "#browser/ceremonies/vouch.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { Registered } from "./registered.tsx";
import { SeenForm } from "./seen-form.tsx";
import { useApplicant } from "./use-applicant.ts";

interface CheckFormProps {
  readonly facts: FactsOnPage;
  readonly isHead: boolean;
  readonly busy: boolean;
  readonly onDecide: (iin: string, said: CentreVerdict) => void;
}

/** What the state registers say, what is to be seen of the person, and the two answers. */
export function CheckForm({ facts, isHead, busy, onDecide }: CheckFormProps) {
  const t = useTranslations("centre.check");
  const applicant = useApplicant(facts.number);
  const [refusing, setRefusing] = useState(false);
  const { found, opened } = applicant;
  return (
    <section aria-labelledby="check-title" className="space-y-6 rounded-lg border border-edge bg-surface p-5 sm:p-6">
      <h2 id="check-title" className="text-xl">
        {t("title")}
      </h2>
      {opened?.takenBy !== undefined && (
        <div className="no-print">
          <Notice tone="warning" title={<bdi>{t("taken", { name: opened.takenBy })}</bdi>} live>
            <p>{t("takenText")}</p>
          </Notice>
        </div>
      )}
      <Registered applicant={applicant} facts={facts} />
      {opened && refusing && (
        <ReasonForm
          reason=""
          busy={busy}
          onReason={(reason) => onDecide(opened.iin, { verdict: "REFUSE", reason })}
          onBack={() => setRefusing(false)}
        />
      )}
      {opened && !refusing && (
        <>
          {found && (
            <SeenForm
              isHead={isHead}
              busy={busy}
              onSeen={(seen) => {
                const { name, organisation } = found;
                onDecide(opened.iin, { verdict: "CONFIRM", question: opened.id, name, organisation, seen });
              }}
            />
          )}
          <Button variant="quiet" onClick={() => setRefusing(true)}>
            {t("refuse")}
          </Button>
        </>
      )}
    </section>
  );
}
