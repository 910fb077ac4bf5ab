import type { ReactNode } from "react";
import { Tamga } from "./tamga.tsx";

interface DeadEndProps {
  readonly title: string;
  readonly text: string;
  /** The next step. */
  readonly children: ReactNode;
}

/** A page that is not what the person wanted: what happened, and where to go from here. */
export function DeadEnd({ title, text, children }: DeadEndProps) {
  return (
    <div className="mx-auto max-w-journey py-4 sm:py-10">
      <Tamga className="mb-6 size-12 text-edge" />
      <h1 id="page-title" tabIndex={-1} className="text-2xl sm:text-3xl">
        {title}
      </h1>
      <p className="mt-4 max-w-prose text-lg text-soft">{text}</p>
      <div className="mt-8 flex flex-wrap gap-3">{children}</div>
    </div>
  );
}
