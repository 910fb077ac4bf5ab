"use client";

import { type ReactNode, useEffect, useRef } from "react";

interface DialogProps {
  readonly id: string;
  readonly open: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal question. The browser's own element keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ id, open, title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      onClose={onClose}
      className="m-auto w-[min(36rem,calc(100vw-2rem))] rounded-lg border border-edge bg-surface p-6 text-ink backdrop:bg-ink/40"
    >
      <h2 id={`${id}-title`} className="mb-3 text-xl">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
