"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi, NO_ANSWER } from "#browser/api.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { ProblemReport } from "../_journey/problem-report.tsx";
import { useAct } from "../_journey/use-act.ts";

/** Signs the person out everywhere but here. Offered without others too: it also forgets the browsers. */
export function EndOthers({ others }: { readonly others: number }) {
  const t = useTranslations("security.sessions");
  const router = useRouter();
  const { busy, stopped, act } = useAct();
  const [ended, setEnded] = useState(false);
  const end = () =>
    act(async () => {
      await callApi({ method: "DELETE", path: "/api/sessions", answer: NO_ANSWER });
      setEnded(true);
      router.refresh();
    });
  return (
    <div className="mt-4 space-y-4">
      <ProblemReport stopped={stopped} />
      {ended && (
        <Notice tone="success" live>
          <p>{t("ended")}</p>
        </Notice>
      )}
      <p className="max-w-prose text-soft">{others === 0 ? t("noOthers") : t("others", { count: others })}</p>
      <Button variant="secondary" busy={busy} onClick={() => void end()}>
        {busy ? t("ending") : t("end")}
      </Button>
    </div>
  );
}
