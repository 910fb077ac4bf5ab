"use client";

import { useTranslations } from "next-intl";
import { DelegatedKind } from "#portal/delegations/contract.ts";
import { Checkbox } from "#ui/checkbox.tsx";
import { FieldError } from "#ui/field-error.tsx";

interface KindBoxesProps {
  readonly kinds: readonly DelegatedKind[];
  readonly error: string | undefined;
  readonly onKinds: (kinds: readonly DelegatedKind[]) => void;
}

/** Whose requests the right is for. The first box carries the group's id, so that an error summary can link to it. */
export function KindBoxes({ kinds, error, onKinds }: KindBoxesProps) {
  const t = useTranslations("delegation.giving");
  const templates = useTranslations("states.template");
  return (
    <fieldset
      aria-describedby={error ? "kinds-hint kinds-error" : "kinds-hint"}
      className={error ? "border-danger border-s-4 ps-4" : ""}
    >
      <legend className="mb-1 font-semibold">{t("kinds")}</legend>
      <div id="kinds-hint" className="mb-2 max-w-prose text-sm text-soft">
        {t("kindsHint")}
      </div>
      {error && <FieldError id="kinds" error={error} />}
      {DelegatedKind.options.map((kind, at) => (
        <Checkbox
          key={kind}
          id={at === 0 ? "kinds" : `kinds-${kind}`}
          label={templates(kind)}
          checked={kinds.includes(kind)}
          onChange={({ target }) =>
            onKinds(target.checked ? [...kinds, kind] : kinds.filter((other) => other !== kind))
          }
        />
      ))}
    </fieldset>
  );
}
