"use client";

import { Check, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { passwordProblems } from "#pki/password-rule.ts";

const RULES = {
  length: ["TOO_SHORT", "TOO_LONG"],
  characters: ["CHARACTERS"],
  lower: ["NO_LOWER"],
  upper: ["NO_UPPER"],
  digit: ["NO_DIGIT"],
} as const;

const NAMES = ["length", "characters", "lower", "upper", "digit"] as const;

/** The rule in full before anything is typed; each line is ticked as soon as it is met. */
export function PasswordRule({ password }: { readonly password: string }) {
  const t = useTranslations("newPassword");
  const problems = new Set<string>(passwordProblems(password));
  const isMet = (name: (typeof NAMES)[number]) =>
    password !== "" && !RULES[name].some((problem) => problems.has(problem));

  return (
    <section aria-labelledby="password-rule">
      <h2 id="password-rule" className="font-semibold text-base">
        {t("rule")}
      </h2>
      <ul className="mt-2 space-y-1">
        {NAMES.map((name) => (
          <li key={name} className="flex items-start gap-2">
            {isMet(name) ? (
              <Check aria-hidden className="mt-1 size-5 shrink-0 text-seal" />
            ) : (
              <Minus aria-hidden className="mt-1 size-5 shrink-0 text-soft" />
            )}
            <span className="min-w-0 break-words">
              {t(`rules.${name}`)}
              <span className="sr-only"> ({t(isMet(name) ? "met" : "unmet")})</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
