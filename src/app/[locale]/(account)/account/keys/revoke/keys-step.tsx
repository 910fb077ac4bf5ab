"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { Link } from "#i18n/navigation.ts";
import { MAX_SERIALS } from "#portal/revocation/contract.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import { KeyLine } from "./key-line.tsx";
import type { KeyView } from "./key-view.ts";

interface KeysStepProps {
  readonly above: ReactNode;
  readonly keys: readonly KeyView[];
  /** The serials that are ticked already. */
  readonly chosen: readonly string[];
  readonly someAreGone: boolean;
  readonly onChosen: (serials: readonly string[]) => void;
}

/** Which of the keys it is about. */
export function KeysStep({ above, keys, chosen: before, someAreGone, onChosen }: KeysStepProps) {
  const t = useTranslations("revoke.keys");
  const [chosen, setChosen] = useState(before);
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const [first] = keys;
  const idOf = (key: KeyView) => (key === first ? "keys" : `key-${key.serial}`);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text =
      chosen.length === 0 ? t("missing") : chosen.length > MAX_SERIALS ? t("tooMany", { max: MAX_SERIALS }) : null;
    setErrors(text === null ? [] : [{ fieldId: "keys", text }]);
    if (text === null) onChosen(chosen);
  };
  const toggle = (serial: string, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, serial] : chosen.filter((one) => one !== serial));

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={null} />
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      {someAreGone && <Notice>{t("already")}</Notice>}
      <fieldset>
        <legend className="mb-2 font-semibold">{t("legend")}</legend>
        <ul className="divide-y divide-line border-line border-y">
          {keys.map((key) => (
            <li key={key.serial} className="py-1">
              <Checkbox
                id={idOf(key)}
                label={<KeyLine of={key} />}
                error={key === first ? errors[0]?.text : undefined}
                checked={chosen.includes(key.serial)}
                onChange={({ target }) => toggle(key.serial, target.checked)}
              />
              {key.onHold && (
                <Link
                  href={`/account/keys/release/${key.serial}`}
                  className="link ms-9 inline-flex min-h-11 items-center"
                >
                  {t("release")}
                </Link>
              )}
            </li>
          ))}
        </ul>
      </fieldset>
      <Button type="submit">{t("continue")}</Button>
    </form>
  );
}
