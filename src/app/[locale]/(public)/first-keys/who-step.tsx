"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { ApiProblem } from "#browser/api-problem.ts";
import { askRegister, registerAnswer } from "#browser/ceremonies/first-keys.ts";
import { type AskRegister, StateNumber } from "#portal/first-keys/contract.ts";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";
import { TextField } from "#ui/text-field.tsx";
import { answered } from "./answered.ts";

/** Whom the state registers have under the typed numbers. */
export interface Found {
  readonly asked: AskRegister;
  /** The question's id. */
  readonly question: string;
  /** All but the first letters is hidden. */
  readonly name: string;
  readonly organisation?: string | undefined;
}

const CAPACITIES = ["INDIVIDUAL", "FIRST_HEAD", "EMPLOYEE"] as const;

/** In which capacity, and the numbers; the state registers are asked before it goes on. */
export function WhoStep({ above, onFound }: { readonly above: ReactNode; readonly onFound: (found: Found) => void }) {
  const t = useTranslations("firstKeys.who");
  const { busy, stopped, act, forget } = useAct();
  const [capacity, setCapacity] = useState("");
  const [iin, setIin] = useState("");
  const [bin, setBin] = useState("");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.text;
  const isHead = capacity === "FIRST_HEAD";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [person, company] = [digitsOf(iin), digitsOf(bin)];
    const wrong = [
      ...(capacity === "" ? [{ fieldId: "capacity", text: t("capacityMissing") }] : []),
      ...(person ? [] : [{ fieldId: "iin", text: t("iinWrong") }]),
      ...(isHead && !company ? [{ fieldId: "bin", text: t("binWrong") }] : []),
    ];
    setErrors(wrong);
    forget();
    if (wrong.length > 0 || !person) return;
    const asked: AskRegister =
      isHead && company ? { capacity, iin: person, bin: company } : { capacity: "INDIVIDUAL", iin: person };
    void act(async () => {
      const question = await askRegister(asked);
      const answer = await answered(() => registerAnswer(question));
      if (answer.state === "FOUND") onFound({ asked, question, name: answer.name, organisation: answer.organisation });
      else if (answer.state === "NOT_FOUND") setErrors([{ fieldId: "iin", text: t(isHead ? "notHead" : "notFound") }]);
      else throw new ApiProblem("REGISTERS_SILENT", 503);
    });
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={stopped} />
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      <RadioGroup
        id="capacity"
        name="capacity"
        legend={t("capacity")}
        error={errorOf("capacity")}
        value={capacity}
        onValueChange={(chosen) => {
          setCapacity(chosen);
          setErrors([]);
        }}
        options={CAPACITIES.map((value) => ({ value, label: t(`${value}.label`), hint: t(`${value}.hint`) }))}
      />
      {capacity === "EMPLOYEE" ? (
        <Notice title={t("EMPLOYEE.title")} live>
          <p>{t("EMPLOYEE.text")}</p>
        </Notice>
      ) : (
        <>
          <Digits id="iin" label={t("iin")} hint={t("iinHint")} error={errorOf("iin")} value={iin} onValue={setIin} />
          {isHead && <Digits id="bin" label={t("bin")} error={errorOf("bin")} value={bin} onValue={setBin} />}
          <Button type="submit" busy={busy}>
            {t(busy ? "asking" : "submit")}
          </Button>
        </>
      )}
    </form>
  );
}

/** The twelve digits, however they were spaced. */
function digitsOf(typed: string): string | undefined {
  return StateNumber.safeParse(typed.replaceAll(/[\s-]/g, "")).data;
}

interface DigitsProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function Digits({ onValue, ...field }: DigitsProps) {
  return (
    <TextField
      {...field}
      onChange={(event) => onValue(event.target.value)}
      inputMode="numeric"
      autoComplete="off"
      className="figures max-w-60"
    />
  );
}
