import type { ComponentProps, ReactNode } from "react";
import { CONTROL_LOOK } from "./control-look.ts";
import { Field } from "./field.tsx";
import { fieldAria } from "./field-aria.ts";

interface SelectProps extends Omit<ComponentProps<"select">, "id" | "required" | "children"> {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** One of a list, with the browser's own control: it speaks, scrolls and zooms as people know it. */
export function Select({ id, label, hint, error, options, className = "", ...rest }: SelectProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <select {...rest} {...fieldAria(id, hint, error)} className={`${CONTROL_LOOK} ${className}`}>
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}
