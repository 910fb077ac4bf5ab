export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

const BASE =
  "inline-flex min-h-12 items-center justify-center gap-2 rounded-md border py-2 text-base font-semibold leading-tight no-underline transition-colors duration-100 text-center aria-disabled:opacity-70 aria-disabled:cursor-progress no-print";

const LOOK: Record<ButtonVariant, string> = {
  primary:
    "px-5 border-transparent bg-accent text-on-accent hover:bg-accent-strong active:translate-y-px forced-colors:border-current",
  secondary: "px-5 border-edge bg-surface text-ink hover:border-ink hover:bg-sunk active:translate-y-px",
  quiet:
    "border-transparent bg-transparent px-1 text-accent underline decoration-1 underline-offset-4 hover:bg-accent-soft hover:text-accent-strong",
  danger:
    "px-5 border-transparent bg-danger text-on-danger hover:bg-danger-strong active:translate-y-px forced-colors:border-current",
};

/** The classes of a button or of a link that looks like one. */
export function buttonLook(variant: ButtonVariant): string {
  return `${BASE} ${LOOK[variant]}`;
}
