import { TextField, type TextFieldProps } from "./text-field.tsx";

/** One e-mail address, as phones and browsers know how to fill it in. */
export function EmailField(props: Omit<TextFieldProps, "type" | "inputMode" | "autoComplete" | "spellCheck">) {
  return <TextField {...props} type="email" inputMode="email" autoComplete="email" spellCheck={false} />;
}
