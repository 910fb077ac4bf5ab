import { CircleAlert } from "lucide-react";

/** The sentence under a label that says what to mend; the error summary links here with the same words. */
export function FieldError({ id, error }: { readonly id: string; readonly error: string }) {
  return (
    <p id={`${id}-error`} className="mb-2 flex items-start gap-2 font-semibold text-danger">
      <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
      {error}
    </p>
  );
}
