"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { SearchRegister } from "#portal/registers/contract.ts";
import { RadioGroup } from "#ui/radio-group.tsx";
import { SearchBy } from "../../_parts/search-by.tsx";
import { Found } from "./found.tsx";
import { type FoundSoFar, searchOn } from "./search-on.ts";

const KINDS = ["people", "organisations"] as const;

/** By an IIN, a BIN or a name; none of them stands in the address. */
export function SearchForm({ title }: { readonly title: ReactNode }) {
  const t = useTranslations("registers.search");
  const { busy, stopped, act } = useAct();
  const [what, setWhat] = useState<SearchRegister["what"]>("people");
  const [found, setFound] = useState<FoundSoFar | null>(null);

  const more = (soFar: FoundSoFar) => void act(async () => setFound(await searchOn(soFar.wish, soFar)));

  return (
    <div className="space-y-8">
      <SearchBy
        {...{ title, busy, stopped }}
        label={t(`label.${what}`)}
        hint={t(`hint.${what}`)}
        wrong={t("wrong")}
        submit={t("submit")}
        read={(typed) => SearchRegister.safeParse({ what, by: typed }).data}
        onSearch={(wish) => void act(async () => setFound(await searchOn(wish)))}
      >
        <RadioGroup
          id="what"
          name="what"
          legend={t("what")}
          value={what}
          onValueChange={(value) => setWhat(KINDS.find((kind) => kind === value) ?? "people")}
          options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </SearchBy>
      {found && <Found so={found} busy={busy} onMore={() => more(found)} />}
    </div>
  );
}
