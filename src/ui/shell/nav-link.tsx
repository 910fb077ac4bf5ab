"use client";

import type { ReactNode } from "react";
import { Link, usePathname } from "#i18n/navigation.ts";

interface NavLinkProps {
  readonly href: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A link of the navigation that knows when its page is open. */
export function NavLink({ href, className, children }: NavLinkProps) {
  const here = usePathname() === href;
  return (
    <Link href={href} aria-current={here ? "page" : undefined} className={className}>
      {children}
    </Link>
  );
}
