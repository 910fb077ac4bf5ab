"use client";

import { useTranslations } from "next-intl";
import { BackButton } from "#app/[locale]/(account)/account/_journey/back-button.tsx";
import { useTitleFocus } from "#app/[locale]/(account)/account/_journey/use-title-focus.ts";
import type { BegunDecision } from "#browser/ceremonies/several-decisions.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { browserDate } from "#i18n/browser-date.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { Button } from "#ui/button.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { DocumentSheet } from "#ui/document-sheet.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Progress } from "#ui/progress.tsx";
import { SummaryList } from "#ui/summary-list.tsx";

interface SignSeveralProps {
  readonly verdict: "CONFIRM" | "REFUSE";
  readonly begun: readonly BegunDecision[];
  readonly signer: OpenedKey;
  readonly busy: boolean;
  /** How many are signed and answered. */
  readonly done: number;
  readonly onSign: () => void;
}

/** Every document that is about to be signed, to be opened and read to the letter, their effect, the key, and one button. */
export function SignSeveral({ verdict, begun, signer, busy, done, onSign }: SignSeveralProps) {
  const t = useTranslations();
  useTitleFocus();
  const count = begun.length;
  const until = t("common.date", browserDate(signer.notAfter));
  const reason = verdict === "REFUSE" ? parseDocument(begun[0]?.text ?? "").fields.get("reason") : undefined;
  return (
    <div className="space-y-6">
      <PageTitle lead={t("approvals.several.signLead")}>{t(`approvals.several.sign.${verdict}`, { count })}</PageTitle>
      <ol aria-label={t("approvals.several.documents")} className="divide-y divide-line border-line border-y">
        {begun.map(({ number, name, text }) => (
          <li key={number}>
            <Disclosure summary={<DocumentName name={name} number={number} />}>
              <DocumentSheet
                title={parseDocument(text).fields.get("statement") ?? t("approvals.sign.sheet")}
                text={text}
                label={`${t("approvals.sign.sheet")}: ${formatRequestNumber(number)}`}
              />
            </Disclosure>
          </li>
        ))}
      </ol>
      <p>{t("account.sign.effect")}</p>
      <SummaryList
        rows={[
          ...(reason === undefined ? [] : [{ term: t("approvals.request.reason"), value: <bdi>{reason}</bdi> }]),
          { term: t("account.sign.with"), value: t("account.sign.key", { name: signer.commonName, until }) },
        ]}
      />
      {busy && <Progress done={done / count}>{t("approvals.several.working", { done, count })}</Progress>}
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} onClick={onSign}>
          {busy ? t("account.sign.working") : t("approvals.several.action", { count })}
        </Button>
        {!busy && <BackButton />}
      </div>
    </div>
  );
}

function DocumentName({ name, number }: Pick<BegunDecision, "name" | "number">) {
  return (
    <span>
      <bdi>{name}</bdi>, {formatRequestNumber(number)}
    </span>
  );
}
