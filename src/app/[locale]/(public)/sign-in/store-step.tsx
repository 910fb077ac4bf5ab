"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "#ui/button.tsx";
import { ErrorSummary, type SummaryError } from "#ui/error-summary.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";

/** Names of products, the same in every language, with the PIN that they leave the factory with. */
const DEVICES = [
  ["ETOKEN_72K", "eToken PRO 72K", "1234567890"],
  ["JACARTA", "JaCarta", "1234567890"],
  ["KAZTOKEN", "Kaztoken", "12345678"],
  ["AKEY", "AKey", "1234567890"],
] as const;

interface StoreStepProps {
  readonly title: ReactNode;
  readonly onChosen: () => void;
}

/** Picture 3: where the keys are kept. Devices are listed, and say that they come with the signing agent. */
export function StoreStep({ title, onChosen }: StoreStepProps) {
  const t = useTranslations("signIn.store");
  const common = useTranslations("common");
  const [store, setStore] = useState("PERSONAL_COMPUTER");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const device = DEVICES.find(([value]) => value === store);
    if (device) setErrors([{ fieldId: "store", text: t("notYetError", { device: device[1] }) }]);
    else onChosen();
  };
  return (
    <form noValidate onSubmit={submit} className="space-y-8">
      <ErrorSummary title={common("problem")} titlePrefix={common("errorPrefix")} errors={errors} />
      {title}
      <RadioGroup
        id="store"
        name="store"
        legend={t("legend")}
        hint={t("hint")}
        error={errors[0]?.text}
        value={store}
        onValueChange={setStore}
        options={[
          { value: "PERSONAL_COMPUTER", label: t("PERSONAL_COMPUTER"), hint: t("personalComputerHint") },
          ...DEVICES.map(([value, label, pin]) => ({
            value,
            label,
            hint: (
              <>
                {t("defaultPin", { pin })}. {t("notYet")}
              </>
            ),
          })),
        ]}
      />
      <Button type="submit">{common("actions.continue")}</Button>
    </form>
  );
}
