import type { ReactNode } from "react";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";

interface StopProps {
  readonly title: string;
  readonly href: string;
  readonly action: string;
  readonly children?: ReactNode;
}

/** A journey that cannot begin or go on: why, and where to go instead. */
export function Stop({ title, href, action, children }: StopProps) {
  return (
    <div className="mx-auto max-w-journey space-y-6">
      <PageTitle lead={children}>{title}</PageTitle>
      <ButtonLink href={href}>{action}</ButtonLink>
    </div>
  );
}
