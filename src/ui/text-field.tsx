import type { ComponentProps, ReactNode } from "react";
import { CONTROL_LOOK } from "./control-look.ts";
import { Field } from "./field.tsx";
import { fieldAria } from "./field-aria.ts";

export interface TextFieldProps extends Omit<ComponentProps<"input">, "id" | "required" | "maxLength"> {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

/** One line of text. */
export function TextField({ id, label, hint, error, className = "", type = "text", ...rest }: TextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input {...rest} {...fieldAria(id, hint, error)} type={type} className={`${CONTROL_LOOK} ${className}`} />
    </Field>
  );
}
