"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { KeyAlgorithm, Storage } from "#portal/requests/contract.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import type { ReissueDraft } from "./use-reissue-draft.ts";

interface StorageStepProps {
  readonly above: ReactNode;
  readonly draft: ReissueDraft;
  readonly onChange: (part: Partial<ReissueDraft>) => void;
  readonly onContinue: () => void;
  readonly children: ReactNode;
}

const DEVICES = Storage.options.filter((storage) => storage !== "PERSONAL_COMPUTER");

/** Picture 15: where the new keys will live, the warning about the personal computer, and the correctness box. */
export function StorageStep({ above, draft, onChange, onContinue, children }: StorageStepProps) {
  const t = useTranslations("reissue.storage");
  const states = useTranslations("states");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.correct) onContinue();
    else setErrors([{ fieldId: "correct", text: t("correctMissing") }]);
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={null} />
      <PageTitle above={above}>{t("heading")}</PageTitle>
      <RadioGroup
        id="storage"
        name="storage"
        legend={t("legend")}
        value="PERSONAL_COMPUTER"
        onValueChange={() => undefined}
        options={[{ value: "PERSONAL_COMPUTER", label: states("storage.PERSONAL_COMPUTER"), hint: t("computerHint") }]}
      />
      <Devices />
      <Notice tone="warning" title={t("warningTitle")}>
        <p>{t("warning")}</p>
      </Notice>
      <Disclosure summary={t("advanced")}>
        <RadioGroup
          id="algorithm"
          name="algorithm"
          legend={t("algorithm")}
          value={draft.keyAlgorithm}
          onValueChange={(value) => onChange({ keyAlgorithm: KeyAlgorithm.parse(value) })}
          options={[
            { value: "RSA-2048", label: t("rsa"), hint: t("rsaHint") },
            { value: "EC-P256", label: t("p256"), hint: t("p256Hint") },
          ]}
        />
      </Disclosure>
      <Checkbox
        id="correct"
        label={t("correct")}
        error={errors[0]?.text}
        checked={draft.correct}
        onChange={(event) => onChange({ correct: event.target.checked })}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit">{t("submit")}</Button>
        {children}
      </div>
    </form>
  );
}

/** The devices of the guide, named though they cannot be chosen yet, so that nobody looks for them in vain. */
function Devices() {
  const t = useTranslations("reissue.storage");
  const states = useTranslations("states");
  return (
    <section aria-labelledby="devices-title" className="rounded-md border border-line border-dashed px-4 py-3">
      <h2 id="devices-title" className="font-semibold text-base">
        {t("devicesHeading")}
      </h2>
      <p className="text-soft">{DEVICES.map((storage) => states(`storage.${storage}`)).join(", ")}</p>
      <p className="mt-1 max-w-prose text-sm text-soft">
        {t("devicesNotYet")} {t("deviceHint")}
      </p>
    </section>
  );
}
