import { useTranslations } from "next-intl";
import type { Hint } from "#portal/approvals/hints.ts";
import { Notice } from "#ui/notice.tsx";

/** What to look at twice, each with what can be done about it. */
export function Hints({ of: hints }: { readonly of: readonly Hint[] }) {
  const t = useTranslations("approvals.hints");
  if (hints.length === 0) return null;
  return (
    <Notice tone="warning" title={t("heading")}>
      <ul className="list-disc space-y-1 ps-5">
        {hints.map((hint) => (
          <li key={hint}>{t(`full.${hint}`)}</li>
        ))}
      </ul>
    </Notice>
  );
}
