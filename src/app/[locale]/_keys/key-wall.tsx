"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { browserDate } from "#i18n/browser-date.ts";
import { Link } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { ToneIcon } from "#ui/tone-icon.tsx";
import { AfterExpiry } from "./after-expiry.tsx";
import { ShownKey } from "./shown-key.tsx";
import type { Wall } from "./sort-opened.ts";

const HELP: Record<Wall["kind"], "file" | "expired" | "foreign" | "lost" | null> = {
  onlySigning: "file",
  onlySignIn: "file",
  none: "file",
  noneSigning: "file",
  expired: "expired",
  notYet: null,
  foreign: "foreign",
  revoked: "lost",
  refused: null,
};

interface KeyWallProps {
  readonly wall: Wall;
  readonly onAnother: () => void;
}

/** It goes no further with this key: why, which key it is, and the way forward. */
export function KeyWall({ wall: { kind, shown }, onAnother }: KeyWallProps) {
  const t = useTranslations("keyPicker");
  const common = useTranslations("common");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const date = shown ? common("date", browserDate(kind === "notYet" ? shown.notBefore : shown.notAfter)) : "";
  const topic = HELP[kind];
  return (
    <section aria-labelledby="key-wall" className="space-y-6">
      <div className="rounded-md border border-warning border-s-4 bg-warning-soft p-5">
        <h2 ref={heading} id="key-wall" tabIndex={-1} className="flex items-start gap-3 text-xl">
          <ToneIcon tone="warning" className="mt-1 size-5 shrink-0" />
          {t(`wall.${kind}.title`)}
        </h2>
        <p className="mt-2 max-w-prose">{t(`wall.${kind}.text`, { date })}</p>
      </div>
      {shown && <ShownKey shown={shown} />}
      {(kind === "expired" || kind === "revoked") && <AfterExpiry />}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button onClick={onAnother}>{t("found.another")}</Button>
        {topic && (
          <Link href={`/help/${topic}`} className="link inline-flex min-h-11 items-center">
            {t("wall.help")}
          </Link>
        )}
      </div>
    </section>
  );
}
