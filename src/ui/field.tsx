import type { ReactNode } from "react";
import { FieldError } from "./field-error.tsx";

interface FieldProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** Label, hint and error around one control, tied to it by `fieldAria`. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div className={error ? "border-danger border-s-4 ps-4" : ""}>
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label}
      </label>
      {hint && (
        <div id={`${id}-hint`} className="mb-2 max-w-prose text-sm text-soft">
          {hint}
        </div>
      )}
      {error && <FieldError id={id} error={error} />}
      {children}
    </div>
  );
}
