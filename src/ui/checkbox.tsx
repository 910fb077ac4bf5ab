import type { ComponentProps, ReactNode } from "react";
import { fieldAria } from "./field-aria.ts";
import { FieldError } from "./field-error.tsx";

interface CheckboxProps extends Omit<ComponentProps<"input">, "id" | "type" | "required"> {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

/** A statement to agree with; never ticked beforehand. */
export function Checkbox({ id, label, hint, error, ...rest }: CheckboxProps) {
  return (
    <div className={error ? "border-danger border-s-4 ps-4" : ""}>
      {error && <FieldError id={id} error={error} />}
      <label htmlFor={id} className="flex min-h-11 items-start gap-3 py-2">
        <input
          {...rest}
          {...fieldAria(id, hint, error)}
          type="checkbox"
          className="mt-0.5 size-6 shrink-0 rounded-sm accent-accent"
        />
        <span className="max-w-prose">{label}</span>
      </label>
      {hint && (
        <div id={`${id}-hint`} className="ps-9 text-sm text-soft">
          {hint}
        </div>
      )}
    </div>
  );
}
