"use client";

import { useEffect, useRef } from "react";

export interface SummaryError {
  /** The id of the control to go to; left out when no field is to blame. */
  readonly fieldId?: string;
  readonly text: string;
}

interface ErrorSummaryProps {
  /** "There is a problem" */
  readonly title: string;
  /** "Error: ", put before the page's title while the summary stands. */
  readonly titlePrefix: string;
  readonly errors: readonly SummaryError[];
}

/** What must be mended, at the top of the form. Takes the focus each time that the errors change. */
export function ErrorSummary({ title, titlePrefix, errors }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length === 0) return;
    box.current?.focus();
    const plain = document.title;
    document.title = titlePrefix + plain;
    return () => {
      document.title = plain;
    };
  }, [errors, titlePrefix]);
  if (errors.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      aria-labelledby="error-summary-title"
      className="mb-8 rounded-md border-4 border-danger bg-surface p-5"
    >
      <h2 id="error-summary-title" className="mb-2 text-xl">
        {title}
      </h2>
      <ul className="space-y-1">
        {errors.map(({ fieldId, text }) => (
          <li key={text} className="font-semibold text-danger">
            {fieldId ? (
              <a
                href={`#${fieldId}`}
                className="inline-block py-1 underline underline-offset-4 hover:text-danger-strong"
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId)?.focus();
                }}
              >
                {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
