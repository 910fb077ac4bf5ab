"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { SearchRegister } from "#portal/registers/contract.ts";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";
import { TextField } from "#ui/text-field.tsx";
import { Found } from "./found.tsx";
import { type FoundSoFar, searchOn } from "./search-on.ts";

const KINDS = ["people", "organisations"] as const;

/** By an IIN, a BIN or a name; none of them stands in the address. */
export function SearchForm({ title }: { readonly title: ReactNode }) {
  const t = useTranslations("registers.search");
  const { busy, stopped, act } = useAct();
  const [what, setWhat] = useState<SearchRegister["what"]>("people");
  const [typed, setTyped] = useState("");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const [found, setFound] = useState<FoundSoFar | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = SearchRegister.safeParse({ what, by: typed });
    setErrors(wish.success ? [] : [{ fieldId: "by", text: t("wrong") }]);
    if (wish.success) void act(async () => setFound(await searchOn(wish.data)));
  };
  const more = (soFar: FoundSoFar) => void act(async () => setFound(await searchOn(soFar.wish, soFar)));

  return (
    <div className="space-y-8">
      <form noValidate onSubmit={submit} className="space-y-6">
        <ProblemReport errors={errors} stopped={stopped} />
        {title}
        <RadioGroup
          id="what"
          name="what"
          legend={t("what")}
          value={what}
          onValueChange={(value) => setWhat(KINDS.find((kind) => kind === value) ?? "people")}
          options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <TextField
          id="by"
          label={t(`label.${what}`)}
          hint={t(`hint.${what}`)}
          error={errors[0]?.text}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          className="max-w-md"
        />
        <Button type="submit" busy={busy}>
          {t("submit")}
        </Button>
      </form>
      {found && <Found so={found} busy={busy} onMore={() => more(found)} />}
    </div>
  );
}
