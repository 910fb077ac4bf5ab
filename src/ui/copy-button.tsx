"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { buttonLook } from "./button-look.ts";

interface CopyButtonProps {
  readonly value: string;
  /** "Copy the request number" */
  readonly label: string;
  /** "Copied" */
  readonly copied: string;
  /** Where the clipboard is refused: "Select the number and copy it". */
  readonly failed: string;
}

/** Puts a value on the clipboard and says so. */
export function CopyButton({ value, label, copied, failed }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"" | "copied" | "failed">("");
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <span className="no-print inline-flex flex-wrap items-center gap-2">
      <button type="button" className={buttonLook("secondary")} onClick={copy}>
        <Icon aria-hidden className="size-5 shrink-0" />
        {label}
      </button>
      <span role="status" className="text-sm text-soft">
        {outcome === "copied" ? copied : outcome === "failed" ? failed : ""}
      </span>
    </span>
  );
}
