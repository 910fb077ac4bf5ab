import type { ComponentProps } from "react";
import { Link } from "#i18n/navigation.ts";
import { type ButtonVariant, buttonLook } from "./button-look.ts";

/** A link to another page that is the main way on, so it looks like a button. */
export function ButtonLink({
  variant = "primary",
  className = "",
  ...rest
}: ComponentProps<typeof Link> & { readonly variant?: ButtonVariant }) {
  return <Link {...rest} className={`${buttonLook(variant)} ${className}`} />;
}
