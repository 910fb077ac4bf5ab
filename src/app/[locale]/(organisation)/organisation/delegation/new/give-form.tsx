"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import type { Stopped } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { browserDate } from "#i18n/browser-date.ts";
import type { DelegatedKind } from "#portal/delegations/contract.ts";
import type { Choice } from "#portal/delegations/who-may-have-it.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";
import { TextField } from "#ui/text-field.tsx";
import { KindBoxes } from "./kind-boxes.tsx";

export interface Chosen {
  readonly delegate: string;
  readonly from: string;
  readonly last: string;
  readonly kinds: readonly DelegatedKind[];
}

interface GiveFormProps {
  readonly choice: Choice;
  readonly chosen: Chosen;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  readonly onChosen: (chosen: Chosen) => void;
  readonly onContinue: () => void;
}

const NONE: readonly SummaryError[] = [];

/** Who, from when until when, and for the requests of whom. */
export function GiveForm({ choice, chosen, busy, stopped, onChosen, onContinue }: GiveFormProps) {
  const t = useTranslations("delegation.giving");
  const common = useTranslations("common");
  const templates = useTranslations("states.template");
  const [errors, setErrors] = useState(NONE);
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.text;
  const days = { min: choice.earliest, max: choice.latest };
  const check = () => {
    const { from, last } = chosen;
    const found = [
      ...(chosen.delegate === "" ? [{ fieldId: "delegate", text: t("delegateMissing") }] : []),
      ...(from < days.min || from > days.max ? [{ fieldId: "from", text: t("fromWrong") }] : []),
      ...(last < from || last > days.max || last === "" ? [{ fieldId: "last", text: t("lastWrong") }] : []),
      ...(chosen.kinds.length === 0 ? [{ fieldId: "kinds", text: t("kindsMissing") }] : []),
    ];
    setErrors(found);
    if (found.length === 0) onContinue();
  };
  return (
    <div className="space-y-6">
      <ProblemReport errors={errors} stopped={stopped} />
      <BackLink href="/organisation/delegation">{t("back")}</BackLink>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <RadioGroup
        id="delegate"
        name="delegate"
        legend={t("delegate")}
        hint={t("delegateHint")}
        error={errorOf("delegate")}
        value={chosen.delegate}
        onValueChange={(delegate) => onChosen({ ...chosen, delegate })}
        options={choice.people.map(({ id, name, template }) => ({
          value: id,
          label: <bdi>{name}</bdi>,
          hint: templates(template),
        }))}
      />
      <TextField
        id="from"
        type="date"
        {...days}
        label={t("from")}
        error={errorOf("from")}
        value={chosen.from}
        onChange={(event) => onChosen({ ...chosen, from: event.target.value })}
      />
      <TextField
        id="last"
        type="date"
        {...days}
        label={t("last")}
        hint={t("lastHint", { latest: common("date", browserDate(choice.latest)) })}
        error={errorOf("last")}
        value={chosen.last}
        onChange={(event) => onChosen({ ...chosen, last: event.target.value })}
      />
      <KindBoxes kinds={chosen.kinds} error={errorOf("kinds")} onKinds={(kinds) => onChosen({ ...chosen, kinds })} />
      <Button busy={busy} onClick={check}>
        {t("continue")}
      </Button>
    </div>
  );
}
