"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ReasonForm } from "#app/[locale]/(organisation)/organisation/approvals/[number]/reason-form.tsx";
import type { ApplicationFacts, CentreVerdict } from "#browser/ceremonies/vouch.ts";
import { Button } from "#ui/button.tsx";
import { Registered } from "./registered.tsx";
import { SeenForm } from "./seen-form.tsx";
import { useApplicant } from "./use-applicant.ts";

interface CheckFormProps {
  readonly facts: ApplicationFacts;
  readonly isHead: boolean;
  readonly busy: boolean;
  readonly onDecide: (said: CentreVerdict) => void;
}

/** What the state registers say, what is to be seen of the person, and the two answers. */
export function CheckForm({ facts, isHead, busy, onDecide }: CheckFormProps) {
  const t = useTranslations("centre.check");
  const applicant = useApplicant(facts.number);
  const [refusing, setRefusing] = useState(false);
  const { found, question } = applicant;
  return (
    <section aria-labelledby="check-title" className="space-y-6 rounded-lg border border-edge bg-surface p-5 sm:p-6">
      <h2 id="check-title" className="text-xl">
        {t("title")}
      </h2>
      <Registered applicant={applicant} facts={facts} />
      {refusing ? (
        <ReasonForm
          reason=""
          busy={busy}
          onReason={(reason) => onDecide({ verdict: "REFUSE", reason })}
          onBack={() => setRefusing(false)}
        />
      ) : (
        <>
          {found && question && (
            <SeenForm
              isHead={isHead}
              busy={busy}
              onSeen={(seen) =>
                onDecide({ verdict: "CONFIRM", question, name: found.name, organisation: found.organisation, seen })
              }
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
