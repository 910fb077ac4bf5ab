/** The look of a one-line control: text field, password field. */
export const CONTROL_LOOK =
  "min-h-12 w-full rounded-md border border-edge bg-surface px-3 py-2 text-ink placeholder:text-soft hover:border-ink aria-invalid:border-danger aria-invalid:border-2";
