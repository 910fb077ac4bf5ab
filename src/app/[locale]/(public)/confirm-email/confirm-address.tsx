"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useTitleFocus } from "#app/[locale]/(account)/account/_journey/use-title-focus.ts";
import { confirmEmail } from "#browser/ceremonies/change-email.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";

/** One button; nothing happens by itself. */
export function ConfirmAddress() {
  const t = useTranslations("profile.newEmail.confirm");
  const { busy, stopped, act } = useAct();
  const [done, setDone] = useState(false);
  if (done) return <Done />;
  const isDead = stopped?.code === "EMAIL_LINK_REFUSED";
  const confirm = () =>
    act(async () => {
      await confirmEmail(window.location.hash.slice(1));
      setDone(true);
    });
  return (
    <div className="space-y-6">
      <ProblemReport stopped={stopped} />
      <PageTitle lead={isDead ? undefined : t("lead")}>{t("title")}</PageTitle>
      {isDead ? (
        <ButtonLink href="/account/profile">{t("account")}</ButtonLink>
      ) : (
        <>
          <p className="max-w-prose">{t("notYou")}</p>
          <Button busy={busy} onClick={confirm}>
            {busy ? t("working") : t("action")}
          </Button>
        </>
      )}
    </div>
  );
}

function Done() {
  const t = useTranslations("profile.newEmail.confirm");
  useTitleFocus();
  return (
    <div role="status" className="space-y-6">
      <PageTitle lead={t("doneText")}>{t("done")}</PageTitle>
      <ButtonLink href="/account">{t("account")}</ButtonLink>
    </div>
  );
}
