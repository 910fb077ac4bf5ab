"use client";

import { useTranslations } from "next-intl";
import { Notice } from "#ui/notice.tsx";
import { Progress } from "#ui/progress.tsx";
import type { FollowedCode } from "./use-code.ts";

const NO_BREAK = "\u00a0";

/** Where the code is: said once when it changes, and no time that ticks. */
export function CodeNews({ code: { state, until } }: { readonly code: FollowedCode }) {
  const t = useTranslations("account.code");
  if (state.state === "WAITING") return <Progress>{t("waiting")}</Progress>;
  if (state.state === "DELAYED") {
    return (
      <Notice tone="warning" title={t("delayed.title")} live>
        <p>{t("delayed.text")}</p>
      </Notice>
    );
  }
  if (state.state === "SENT") {
    const sent = { to: state.to.replaceAll(" ", NO_BREAK), until: until ? clockTime(until) : "" };
    return (
      <Notice live>
        <p>{t(state.channel === "SMS" ? "sentSms" : "sentEmail", sent)}</p>
      </Notice>
    );
  }
  if (state.state === "ENDED") {
    return (
      <Notice tone="warning" title={t("ended.title")} live>
        <p>{t("ended.text")}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={t("impossible.title")} live>
      <p>{t(`impossible.${state.code}`)}</p>
      <p>{t(state.code === "TOO_MANY_CODES" ? "impossible.later" : "missing.centre")}</p>
    </Notice>
  );
}

/** By the clock that the person sees. */
const clockTime = (at: Date) => at.toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });
