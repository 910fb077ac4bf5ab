"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { browserDate } from "#i18n/browser-date.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { Button } from "#ui/button.tsx";
import type { ButtonVariant } from "#ui/button-look.ts";
import { DocumentSheet } from "#ui/document-sheet.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { InWords } from "./in-words.tsx";
import { useTitleFocus } from "./use-title-focus.ts";

interface SignPageProps {
  readonly above?: ReactNode;
  readonly heading: string;
  /** Names the document: "The request to be signed". */
  readonly sheet: string;
  /** Exactly what is signed. */
  readonly text: string;
  readonly signer: OpenedKey;
  /** What the button says where it is more than "Sign". */
  readonly action?: string;
  /** Danger for what cannot be undone. */
  readonly variant?: ButtonVariant;
  readonly busy: boolean;
  readonly onSign: () => void;
  /** The way back, as a button. */
  readonly children?: ReactNode;
}

/** The most careful page: what is signed, in the person's words and to the letter, its effect, the key, and one button. */
export function SignPage({ above, heading, sheet, text, signer, action, variant = "primary", ...page }: SignPageProps) {
  const { busy, onSign, children } = page;
  const t = useTranslations();
  useTitleFocus();
  const until = t("common.date", browserDate(signer.notAfter));
  return (
    <div className="space-y-6">
      <PageTitle above={above}>{heading}</PageTitle>
      <DocumentSheet
        title={parseDocument(text).fields.get("statement") ?? sheet}
        words={<InWords text={text} />}
        lead={t("account.sign.lead")}
        label={sheet}
        text={text}
        footer={t("account.sign.effect")}
      />
      <SummaryList
        rows={[{ term: t("account.sign.with"), value: t("account.sign.key", { name: signer.commonName, until }) }]}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button variant={variant} busy={busy} onClick={onSign}>
          {busy ? t("account.sign.working") : (action ?? t("account.sign.action"))}
        </Button>
        {children}
      </div>
    </div>
  );
}
