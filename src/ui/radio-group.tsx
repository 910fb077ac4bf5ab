import type { ReactNode } from "react";
import { FieldError } from "./field-error.tsx";

export interface RadioOption {
  readonly value: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

interface RadioGroupProps {
  readonly id: string;
  readonly name: string;
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly options: readonly RadioOption[];
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly onValueChange?: (value: string) => void;
}

/** One of a few, all in sight. The first choice carries the group's id, so that an error summary can link to it. */
export function RadioGroup({ id, name, legend, hint, error, options, onValueChange, ...chosen }: RadioGroupProps) {
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <fieldset aria-describedby={described || undefined} className={error ? "border-danger border-s-4 ps-4" : ""}>
      <legend className="mb-1 font-semibold">{legend}</legend>
      {hint && (
        <div id={`${id}-hint`} className="mb-2 max-w-prose text-sm text-soft">
          {hint}
        </div>
      )}
      {error && <FieldError id={id} error={error} />}
      <div className="mt-2 grid gap-2">
        {options.map((option, place) => (
          <Choice
            key={option.value}
            {...option}
            id={place === 0 ? id : `${id}-${option.value}`}
            name={name}
            {...("value" in chosen ? { checked: chosen.value === option.value } : {})}
            {...(chosen.defaultValue === option.value ? { defaultChecked: true } : {})}
            {...(onValueChange ? { onChoose: onValueChange } : {})}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ChoiceProps extends RadioOption {
  readonly id: string;
  readonly name: string;
  readonly checked?: boolean;
  readonly defaultChecked?: boolean;
  readonly onChoose?: (value: string) => void;
}

function Choice({ id, name, value, label, hint, onChoose, ...state }: ChoiceProps) {
  return (
    <label
      htmlFor={id}
      className="flex min-h-12 items-start gap-3 rounded-md border border-line bg-surface px-4 py-3 hover:border-edge has-checked:border-accent has-checked:bg-accent-soft"
    >
      <input
        {...state}
        id={id}
        type="radio"
        name={name}
        value={value}
        onChange={onChoose ? () => onChoose(value) : undefined}
        className="mt-0.5 size-6 shrink-0 accent-accent"
      />
      <span>
        <span className="block font-semibold">{label}</span>
        {hint && <span className="block text-sm text-soft">{hint}</span>}
      </span>
    </label>
  );
}
