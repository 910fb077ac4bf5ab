import type { ReactNode } from "react";
import { Tamga } from "./tamga.tsx";

interface EmptyStateProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** The next step, where there is one. */
  readonly action?: ReactNode;
}

/** Nothing here yet: why, and what can be done. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-lg border border-line border-dashed p-6 sm:p-8">
      <Tamga className="size-8 text-edge" />
      <p className="font-semibold text-lg">{title}</p>
      {children && <div className="max-w-prose text-soft">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
