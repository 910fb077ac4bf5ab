"use client";

import { Printer } from "lucide-react";
import { buttonLook } from "./button-look.ts";

/** Prints the page it stands on. */
export function PrintButton({ label }: { readonly label: string }) {
  return (
    <button type="button" className={buttonLook("secondary")} onClick={() => window.print()}>
      <Printer aria-hidden className="size-5 shrink-0" />
      {label}
    </button>
  );
}
