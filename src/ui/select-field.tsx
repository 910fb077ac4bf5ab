import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { CONTROL_LOOK } from "./control-look.ts";
import { Field } from "./field.tsx";

interface SelectFieldProps extends Omit<ComponentProps<"select">, "id" | "children"> {
  readonly id: string;
  readonly label: ReactNode;
  /** What stands for no choice at all. */
  readonly any: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** One of a few, or none of them. */
export function SelectField({ id, label, any, options, ...rest }: SelectFieldProps) {
  return (
    <Field id={id} label={label}>
      <span className="relative block">
        <select {...rest} id={id} className={`${CONTROL_LOOK} appearance-none pe-10`}>
          <option value="">{any}</option>
          {options.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="-translate-y-1/2 pointer-events-none absolute end-3 top-1/2 size-5 text-soft"
        />
      </span>
    </Field>
  );
}
