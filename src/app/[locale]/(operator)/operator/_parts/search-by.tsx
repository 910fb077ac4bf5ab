"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import type { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { TextField } from "#ui/text-field.tsx";

interface SearchByProps<By> extends Pick<ReturnType<typeof useAct>, "busy" | "stopped"> {
  readonly title: ReactNode;
  /** What else there is to choose, before the field. */
  readonly children?: ReactNode;
  readonly label: string;
  readonly hint: string;
  /** Said of what can't be looked for. */
  readonly wrong: string;
  readonly submit: string;
  /** What is meant by what was typed; nothing when it can't be looked for. */
  readonly read: (typed: string) => By | undefined;
  readonly onSearch: (by: By) => void;
  readonly className?: string;
}

/** One field to look somebody or something up by; nothing of it ever stands in the address. */
export function SearchBy<By>({
  title,
  children,
  label,
  hint,
  wrong,
  submit,
  read,
  onSearch,
  busy,
  stopped,
  className = "max-w-md",
}: SearchByProps<By>) {
  const [typed, setTyped] = useState("");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);

  const search = (event: FormEvent) => {
    event.preventDefault();
    const by = read(typed);
    setErrors(by === undefined ? [{ fieldId: "by", text: wrong }] : []);
    if (by !== undefined) onSearch(by);
  };

  return (
    <form noValidate onSubmit={search} className="space-y-6">
      <ProblemReport errors={errors} stopped={stopped} />
      {title}
      {children}
      <TextField
        id="by"
        label={label}
        hint={hint}
        error={errors[0]?.text}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        className={className}
      />
      <Button type="submit" busy={busy}>
        {submit}
      </Button>
    </form>
  );
}
