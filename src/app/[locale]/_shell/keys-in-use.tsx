"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { configureAnchors, forgetKeys, keysInUse, subscribeToKeysInUse } from "#browser/keystore/key-session.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { fromBase64 } from "#pki/bytes.ts";

interface KeysInUseProps {
  /** Our own authority's certificates, DER in base64. */
  readonly roots: readonly string[];
  readonly issuing: readonly string[];
}

const NONE: readonly OpenedKey[] = [];

/** The keys that this visit holds open, on every page, and the button that forgets them. */
export function KeysInUse({ roots, issuing }: KeysInUseProps) {
  const t = useTranslations("shell.keyInUse");
  const keys = useSyncExternalStore(subscribeToKeysInUse, keysInUse, () => NONE);
  const [forgotten, setForgotten] = useState(false);
  useEffect(() => {
    configureAnchors({ roots: roots.map(fromBase64), issuing: issuing.map(fromBase64) });
  }, [roots, issuing]);
  const names = [...new Set(keys.map(({ commonName }) => commonName))].join(", ");
  const purposes = [...new Set(keys.map(({ purpose }) => t(`purposes.${purpose}`)))].join(", ");
  return (
    <section aria-label={t("label")} className="no-print border-seal/40 bg-seal-soft text-sm not-empty:border-b">
      {keys.length > 0 ? (
        <div className="mx-auto flex max-w-page items-center justify-between gap-x-4 px-4 py-1 sm:px-6">
          <p className="flex min-w-0 items-center gap-2">
            <KeyRound aria-hidden className="size-4 shrink-0 text-seal" />
            <span className="min-w-0">
              <span className="max-sm:sr-only">{t("one")}</span> <bdi className="font-semibold">{names}</bdi> (
              {purposes})
            </span>
          </p>
          <button
            type="button"
            className="min-h-11 shrink-0 rounded-md px-3 font-semibold text-accent underline underline-offset-4 hover:bg-surface"
            onClick={() => {
              forgetKeys();
              setForgotten(true);
              document.getElementById("main")?.focus();
            }}
          >
            {t("forget")}
          </button>
        </div>
      ) : (
        forgotten && (
          <p role="status" className="mx-auto max-w-page px-4 py-3 sm:px-6">
            {t("forgotten")}
          </p>
        )
      )}
    </section>
  );
}
