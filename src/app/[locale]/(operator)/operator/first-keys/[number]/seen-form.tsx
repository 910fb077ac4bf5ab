"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { IdentityDocument, Seen } from "#portal/centre/contract.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";
import { TextField } from "#ui/text-field.tsx";

interface SeenFormProps {
  readonly isHead: boolean;
  readonly busy: boolean;
  readonly onSeen: (seen: Seen) => void;
}

/** The identity document, the face and the appointment, each to be said expressly. */
export function SeenForm({ isHead, busy, onSeen }: SeenFormProps) {
  const t = useTranslations("centre.seen");
  const states = useTranslations("states.identityDocument");
  const [document, setDocument] = useState("");
  const [end, setEnd] = useState("");
  const [appointment, setAppointment] = useState("");
  const [face, setFace] = useState(false);
  const [register, setRegister] = useState(false);
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.text;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = { document, end: end.trim().toUpperCase(), faceMatches: face, registerMatches: register };
    const { success, data, error } = Seen.safeParse({ ...said, ...(isHead && { appointment: appointment.trim() }) });
    if (success) return onSeen(data);
    const wrong = new Set(error.issues.map(({ path }) => String(path[0])));
    setErrors(
      FIELDS.filter(([part]) => wrong.has(part)).map(([part, fieldId]) => ({ fieldId, text: t(`wrong.${part}`) })),
    );
  };

  return (
    <form noValidate onSubmit={submit} className="no-print space-y-5">
      <ProblemReport errors={errors} stopped={null} />
      <RadioGroup
        id="document"
        name="document"
        legend={t("document")}
        error={errorOf("document")}
        value={document}
        onValueChange={setDocument}
        options={IdentityDocument.options.map((value) => ({ value, label: states(value) }))}
      />
      <TextField
        id="document-end"
        label={t("end")}
        hint={t("endHint")}
        error={errorOf("document-end")}
        value={end}
        onChange={(event) => setEnd(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        className="max-w-32 font-mono"
      />
      {isHead && (
        <TextField
          id="appointment"
          label={t("appointment")}
          hint={t("appointmentHint")}
          error={errorOf("appointment")}
          value={appointment}
          onChange={(event) => setAppointment(event.target.value)}
          autoComplete="off"
        />
      )}
      <Checkbox
        id="register-matches"
        label={t("register")}
        error={errorOf("register-matches")}
        checked={register}
        onChange={(event) => setRegister(event.target.checked)}
      />
      <Checkbox
        id="face-matches"
        label={t("face")}
        error={errorOf("face-matches")}
        checked={face}
        onChange={(event) => setFace(event.target.checked)}
      />
      <Button type="submit" busy={busy}>
        {t("submit")}
      </Button>
    </form>
  );
}

const FIELDS = [
  ["document", "document"],
  ["end", "document-end"],
  ["appointment", "appointment"],
  ["registerMatches", "register-matches"],
  ["faceMatches", "face-matches"],
] as const;
