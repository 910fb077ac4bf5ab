import { LoaderCircle } from "lucide-react";
import type { ComponentProps, MouseEvent } from "react";
import { type ButtonVariant, buttonLook } from "./button-look.ts";

interface ButtonProps extends Omit<ComponentProps<"button">, "disabled"> {
  readonly variant?: ButtonVariant;
  /** Work goes on: the button stays focusable and ignores further clicks. */
  readonly busy?: boolean;
}

/** The one button. It is never disabled: what is missing is said after the click. */
export function Button({
  variant = "primary",
  busy = false,
  type = "button",
  className = "",
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const once = busy ? (event: MouseEvent<HTMLButtonElement>) => event.preventDefault() : onClick;
  return (
    <button
      {...rest}
      type={type}
      className={`${buttonLook(variant)} ${className}`}
      aria-disabled={busy || undefined}
      {...(once ? { onClick: once } : {})}
    >
      {busy && <LoaderCircle aria-hidden className="size-5 animate-spin" />}
      {children}
    </button>
  );
}
