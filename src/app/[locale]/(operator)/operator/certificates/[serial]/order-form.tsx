"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { DocumentNumber } from "#portal/orders/contract.ts";
import { RevocationReason } from "#portal/revocation/contract.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";
import { TextField } from "#ui/text-field.tsx";
import type { Orderable } from "./ordering.tsx";

/** What is ordered, and on the ground of what. */
export interface Paper {
  readonly reason: RevocationReason | null;
  readonly documentNumber: string;
  readonly documentDate: string;
  readonly withOther: boolean;
}

interface OrderFormProps {
  readonly certificate: Orderable;
  readonly other: Orderable | undefined;
  /** What was said before coming back from the signing page, if anything was. */
  readonly paper: Paper | null;
  readonly busy: boolean;
  readonly onPaper: (paper: Paper) => void;
}

const RELEASE = "RELEASE";

/** An order about a certificate that is not at its end: to revoke it, to hold it, or to lift a hold. */
export function OrderForm({ certificate, other, paper, busy, onPaper }: OrderFormProps) {
  const t = useTranslations("orders.new");
  const options = useOptions(certificate);
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  if (isOver(certificate)) {
    return (
      <Notice title={t("over")}>
        <p>{t("overText")}</p>
      </Notice>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { said, missing } = read(new FormData(event.currentTarget));
    setErrors(missing.map((fieldId) => ({ fieldId, text: t(`missing.${fieldId}`) })));
    if (said) onPaper(said);
  };
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.text;
  return (
    <form
      noValidate
      onSubmit={submit}
      aria-labelledby="order-title"
      className="no-print space-y-5 self-start rounded-lg border border-edge bg-surface p-5 sm:p-6"
    >
      <ProblemReport errors={errors} stopped={null} />
      <div>
        <h2 id="order-title" className="text-xl">
          {t("heading")}
        </h2>
        <p className="mt-1 text-soft">{t("lead")}</p>
      </div>
      <RadioGroup
        id="reason"
        name="reason"
        legend={t("reason")}
        error={errorOf("reason")}
        options={options}
        defaultValue={paper ? (paper.reason ?? RELEASE) : undefined}
      />
      <TextField
        id="number"
        name="number"
        label={t("number")}
        hint={t("numberHint")}
        error={errorOf("number")}
        defaultValue={paper?.documentNumber}
        autoComplete="off"
      />
      <TextField
        id="date"
        name="date"
        type="date"
        label={t("date")}
        error={errorOf("date")}
        defaultValue={paper?.documentDate}
      />
      {other && other.status === certificate.status && (
        <Checkbox id="pair" name="pair" label={t("pair")} defaultChecked={paper?.withOther} />
      )}
      <p className="text-sm text-soft">{t("reveals")}</p>
      <Button type="submit" busy={busy}>
        {t("submit")}
      </Button>
    </form>
  );
}

const isOver = ({ status }: Orderable) => status === "REVOKED" || status === "EXPIRED";

/** What is on hold can't be put there again, and only what is on hold can be released. */
function useOptions({ status }: Orderable) {
  const t = useTranslations("orders.new");
  const states = useTranslations("states");
  const hold = { value: "CERTIFICATE_HOLD", label: states("orderAct.hold"), hint: t("holdHint") };
  const release = { value: RELEASE, label: t("release"), hint: t("releaseHint") };
  const reasons = RevocationReason.options.filter((reason) => reason !== "CERTIFICATE_HOLD");
  const revoke = states("orderAct.revoke");
  return [
    ...reasons.map((value) => ({ value, label: `${revoke}: ${states(`revocationReason.${value}`)}` })),
    status === "ON_HOLD" ? release : hold,
  ];
}

type Field = "reason" | "number" | "date";

function read(form: FormData): { readonly said: Paper | null; readonly missing: readonly Field[] } {
  const asked = form.get("reason");
  const reason = asked === RELEASE ? null : RevocationReason.safeParse(asked).data;
  const documentNumber = DocumentNumber.safeParse(form.get("number")).data;
  const documentDate = String(form.get("date") ?? "");
  const isDay = documentDate !== "" && documentDate <= new Date().toISOString().slice(0, 10);
  const wrong = { reason: reason === undefined, number: documentNumber === undefined, date: !isDay };
  const missing = (["reason", "number", "date"] as const).filter((field) => wrong[field]);
  if (reason === undefined || documentNumber === undefined || !isDay) return { said: null, missing };
  return { said: { reason, documentNumber, documentDate, withOther: form.has("pair") }, missing };
}
