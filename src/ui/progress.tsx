import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";

interface ProgressProps {
  readonly children: ReactNode;
  /** 0 to 1; left out while nobody can tell. */
  readonly done?: number;
}

/** Work that goes on: said once to those who listen, shown to those who see. */
export function Progress({ children, done }: ProgressProps) {
  return (
    <div role="status" className="flex items-center gap-3 py-2">
      <LoaderCircle aria-hidden className="size-5 shrink-0 animate-spin text-accent" />
      <div className="min-w-0 flex-1">
        <p>{children}</p>
        {done !== undefined && <progress max={1} value={done} className="bar mt-2" aria-hidden="true" />}
      </div>
    </div>
  );
}
