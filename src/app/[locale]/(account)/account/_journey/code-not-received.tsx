"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/button.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { Notice } from "#ui/notice.tsx";
import type { FollowedCode } from "./use-code.ts";

interface CodeNotReceivedProps {
  readonly code: FollowedCode;
  readonly byEmail: boolean;
  readonly onAgain: (by?: "EMAIL") => void;
}

/** What to do when no code comes: wait, ask again, by another way, or with the help of an operator. */
export function CodeNotReceived({ code, byEmail, onAgain }: CodeNotReceivedProps) {
  const t = useTranslations("account.code.missing");
  const [tooSoon, setTooSoon] = useState(false);
  if (code.state.state === "IMPOSSIBLE" && code.state.code !== "TOO_MANY_CODES") return null;

  const again = (by?: "EMAIL") => {
    const may = code.state.state === "ENDED" || by === "EMAIL" || code.mayAskAgain();
    setTooSoon(!may);
    if (may) onAgain(by);
  };
  return (
    <Disclosure summary={t("summary")}>
      <div className="space-y-4">
        <p className="max-w-prose">{t("wait")}</p>
        {tooSoon && (
          <Notice tone="warning" live>
            <p>{t("tooSoon")}</p>
          </Notice>
        )}
        <div className="flex flex-wrap gap-3">
          <Button variant="secondary" onClick={() => again()}>
            {t("again")}
          </Button>
          {byEmail && (
            <Button variant="secondary" onClick={() => again("EMAIL")}>
              {t("byEmail")}
            </Button>
          )}
        </div>
        <p className="max-w-prose">{t("number")}</p>
        <p className="max-w-prose">{t("centre")}</p>
      </div>
    </Disclosure>
  );
}
