"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "#ui/button-link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Progress } from "#ui/progress.tsx";
import { useTitleFocus } from "../../_journey/use-title-focus.ts";
import { useOrder } from "./use-order.ts";
import { useSignedOut } from "./use-signed-out.ts";

interface WatchOrderProps {
  readonly order: string;
  readonly kind: "revoke" | "hold" | "release";
  readonly count: number;
}

/** What becomes of an order, from the moment on that it is on record: where it shows, and what can be done next. */
export function WatchOrder({ order, kind, count }: WatchOrderProps) {
  const t = useTranslations("revoke.done");
  const { state, slow } = useOrder(order);
  useSignedOut(state === "SIGNED_OUT" ? kind : null);
  if (state === "PENDING" || state === "SIGNED_OUT") {
    return slow ? (
      <Notice tone="warning" live>
        {t("slow")}
      </Notice>
    ) : (
      <Progress>{t("working")}</Progress>
    );
  }
  if (state === "REFUSED") {
    return (
      <Ended title={t("refused.heading")} lead={t("refused.text")}>
        <ButtonLink href="/account/keys">{t("keys")}</ButtonLink>
      </Ended>
    );
  }
  return (
    <Ended title={t(kind, { count })}>
      <section className="w-full">
        <h2 className="text-lg">{t("shows")}</h2>
        <ul className="mt-2 max-w-prose list-disc space-y-1 ps-6">
          {(["list", "ocsp", "crl"] as const).map((place) => (
            <li key={place}>{t(place)}</li>
          ))}
        </ul>
      </section>
      {kind !== "release" && <p className="w-full max-w-prose">{t(`hint.${kind}`)}</p>}
      <ButtonLink href="/account/keys">{t("keys")}</ButtonLink>
      {kind === "revoke" && (
        <ButtonLink variant="quiet" href="/account/keys/reissue">
          {t("reissue")}
        </ButtonLink>
      )}
    </Ended>
  );
}

interface EndedProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

function Ended({ title, lead, children }: EndedProps) {
  useTitleFocus();
  return (
    <div role="status" className="space-y-6">
      <PageTitle lead={lead}>{title}</PageTitle>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-6">{children}</div>
    </div>
  );
}
