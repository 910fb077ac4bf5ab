"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

interface MenuProps {
  readonly label: ReactNode;
  /** Where the list hangs when there is room: under the start or the end of the button. */
  readonly align?: "start" | "end";
  /** `li` elements with one link or button each. */
  readonly children: ReactNode;
}

/** A button that opens a list of links. It closes on Escape, on a click elsewhere, and when the focus leaves. */
export function Menu({ label, align = "start", children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", closeOutside);
    document.addEventListener("focusin", closeOutside);
    document.addEventListener("keydown", closeOnEscape);
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("focusin", closeOutside);
      document.removeEventListener("keydown", closeOnEscape);
    };
  }, [open]);
  return (
    <div ref={box} className="relative">
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 items-center gap-1.5 rounded-md px-2 max-sm:text-sm hover:bg-sunk aria-expanded:bg-sunk sm:px-3"
      >
        {label}
        <ChevronDown aria-hidden className={`size-4 shrink-0 ${open ? "rotate-180" : ""}`} />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key that follows a link fires a click as well */}
      <ul
        id={id}
        hidden={!open}
        onClick={() => setOpen(false)}
        className={`absolute z-20 mt-1 w-max max-w-[calc(100vw-2rem)] rounded-md border border-edge bg-surface py-1 ${align === "end" ? "end-0" : "start-0"}`}
      >
        {children}
      </ul>
    </div>
  );
}
