"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { mailbox } from "#portal/profile/mailbox.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { EmailField } from "#ui/email-field.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import type { Stopped } from "../../_journey/use-act.ts";
import { useTitleFocus } from "../../_journey/use-title-focus.ts";

interface AddressStepProps {
  readonly above: ReactNode;
  readonly now: string | null;
  readonly email: string;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  /** With the address in the one way that we write it. */
  readonly onContinue: (email: string) => void;
}

export function AddressStep({ above, now, email, busy, stopped, onContinue }: AddressStepProps) {
  const t = useTranslations("profile.newEmail");
  useTitleFocus();
  const [typed, setTyped] = useState(email);
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = mailbox(typed);
    setErrors(address === null ? [{ fieldId: "email", text: t("wrong") }] : []);
    if (address !== null && !busy) onContinue(address);
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={stopped} />
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      {now !== null && <SummaryList rows={[{ term: t("now"), value: <span className="break-all">{now}</span> }]} />}
      <EmailField
        id="email"
        label={t("label")}
        hint={t("hint")}
        error={errors[0]?.text}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={busy}>
          {t("continue")}
        </Button>
        <ButtonLink variant="quiet" href="/account/profile">
          {t("sent.back")}
        </ButtonLink>
      </div>
    </form>
  );
}
