import type { FormEvent, ReactNode } from "react";
import { Checkbox } from "#ui/checkbox.tsx";
import type { useChosen } from "./use-chosen.ts";

interface ChosenRowsProps {
  readonly rows: ReturnType<typeof useChosen>;
  /** What was refused, or what became of those that were chosen before. */
  readonly above: ReactNode;
  readonly chooseAll: string;
  readonly error?: string | undefined;
  /** How many are chosen, in words. */
  readonly status: string;
  /** What can be done with them. */
  readonly actions: ReactNode;
  readonly onSubmit?: () => void;
  readonly children: ReactNode;
}

/** A list with boxes, a box for all of them, and what can be done with those that are chosen, always in sight. */
export function ChosenRows({ rows, above, chooseAll, error, status, actions, onSubmit, children }: ChosenRowsProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <form {...rows.form} onSubmit={submit} className="space-y-2">
      {above}
      <Checkbox
        id="choose-all"
        label={chooseAll}
        error={error}
        checked={rows.all > 0 && rows.chosen.length === rows.all}
        onChange={({ target }) => rows.choose(target.checked)}
      />
      {children}
      <div
        className={`${actions ? "sticky bottom-0 z-10" : ""} flex flex-wrap items-center gap-x-4 gap-y-2 border-edge border-t bg-paper py-3`}
      >
        <p role="status" className="figures font-semibold">
          {status}
        </p>
        {actions}
      </div>
    </form>
  );
}
