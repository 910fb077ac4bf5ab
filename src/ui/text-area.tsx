import type { ComponentProps, ReactNode } from "react";
import { CONTROL_LOOK } from "./control-look.ts";
import { Field } from "./field.tsx";
import { fieldAria } from "./field-aria.ts";

interface TextAreaProps extends Omit<ComponentProps<"textarea">, "id" | "required" | "maxLength"> {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

/** A sentence or two, a reason for example. */
export function TextArea({ id, label, hint, error, className = "", rows = 4, ...rest }: TextAreaProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea {...rest} {...fieldAria(id, hint, error)} rows={rows} className={`${CONTROL_LOOK} ${className}`} />
    </Field>
  );
}
