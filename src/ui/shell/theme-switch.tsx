"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { THEMES, type Theme } from "./theme.ts";
import { useTheme } from "./use-theme.ts";

const ICON = { system: Monitor, light: Sun, dark: Moon } as const;

interface ThemeSwitchProps {
  readonly label: string;
  readonly texts: Readonly<Record<Theme, string>>;
  /** What the cookie said, so that the server's page and this one agree. */
  readonly initial: Theme;
}

/** Light, dark or as the system has it. */
export function ThemeSwitch({ label, texts, initial }: ThemeSwitchProps) {
  const [theme, choose] = useTheme(initial);
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">{label}</legend>
      {THEMES.map((one) => {
        const Icon = ICON[one];
        return (
          <button
            key={one}
            type="button"
            aria-pressed={one === theme}
            onClick={() => choose(one)}
            className="flex min-h-11 items-center gap-2 rounded-md border border-transparent px-2 text-sm sm:px-3 text-soft hover:bg-surface hover:text-ink aria-pressed:border-edge aria-pressed:bg-surface aria-pressed:font-semibold aria-pressed:text-ink"
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            {texts[one]}
          </button>
        );
      })}
    </fieldset>
  );
}
