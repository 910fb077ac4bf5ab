"use client";

import { TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { CONTROL_LOOK } from "./control-look.ts";
import { Field } from "./field.tsx";
import { fieldAria } from "./field-aria.ts";
import type { TextFieldProps } from "./text-field.tsx";

export interface PasswordFieldTexts {
  readonly show: string;
  readonly hide: string;
  /** Said aloud after the change. */
  readonly shown: string;
  readonly hidden: string;
  readonly capsLock: string;
  readonly nonLatin: string;
}

type PasswordFieldProps = Omit<TextFieldProps, "type" | "value" | "onChange" | "autoComplete"> & {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly autoComplete: "current-password" | "new-password";
  readonly texts: PasswordFieldTexts;
};

/** A password that can be pasted and shown, and that says so when Caps Lock or a Cyrillic layout is on. */
export function PasswordField({
  id,
  label,
  hint,
  error,
  value,
  onValueChange,
  texts,
  className = "",
  ...rest
}: PasswordFieldProps) {
  const [visible, setVisible] = useState(false);
  const [touched, setTouched] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent<HTMLInputElement>) => setCapsLock(event.getModifierState("CapsLock"));
  const warning = /[^\u0020-\u007e]/.test(value) ? texts.nonLatin : capsLock ? texts.capsLock : "";

  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <div className="flex items-stretch gap-2">
        <input
          {...rest}
          {...fieldAria(id, hint, error)}
          type={visible ? "text" : "password"}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          className={`${CONTROL_LOOK} ${className}`}
        />
        <button
          type="button"
          aria-controls={id}
          className="min-h-12 min-w-24 shrink-0 rounded-md border border-edge bg-surface px-3 font-semibold text-accent hover:border-ink"
          onClick={() => {
            setVisible(!visible);
            setTouched(true);
          }}
        >
          {visible ? texts.hide : texts.show}
        </button>
      </div>
      <span role="status" className="sr-only">
        {touched ? (visible ? texts.shown : texts.hidden) : ""}
      </span>
      <p role="status" className="mt-2 flex items-start gap-2 text-sm text-warning empty:hidden">
        {warning && <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}
        {warning}
      </p>
    </Field>
  );
}
