import type { ReactNode } from "react";
import { Tamga } from "./tamga.tsx";

interface DocumentSheetProps {
  readonly title: ReactNode;
  /** What the text says in the reader's own words, before it. */
  readonly words?: ReactNode;
  /** What the text is to the reader, right above it. */
  readonly lead?: ReactNode;
  /** Shown word for word: it is exactly what is signed. */
  readonly text: string;
  /** Names the scrolling region for those who cannot see it. */
  readonly label: string;
  /** The legal effect or who signs, below the text. */
  readonly footer?: ReactNode;
}

/** The text that a person signs, every character of it, on a sheet that looks like a document. */
export function DocumentSheet({ title, words, lead, text, label, footer }: DocumentSheetProps) {
  return (
    <figure className="rounded-sm border border-line bg-surface">
      <figcaption className="flex items-center gap-3 border-line border-b px-5 py-4 sm:px-8">
        <Tamga className="size-7 shrink-0 text-seal" />
        <span className="font-semibold">{title}</span>
      </figcaption>
      {words && <div className="border-line border-b px-5 py-5 sm:px-8">{words}</div>}
      {lead && <p className="px-5 pt-5 font-semibold sm:px-8">{lead}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls, and the keyboard must reach it */}
      <section aria-label={label} tabIndex={0} className="max-w-full overflow-x-auto px-5 py-5 sm:px-8">
        <pre className="whitespace-pre-wrap break-words font-mono text-sm leading-relaxed [overflow-wrap:anywhere]">
          {text.split(/(?<=\n)/).map((line) => (
            <Line key={line} text={line} />
          ))}
        </pre>
      </section>
      {footer && <div className="border-line border-t bg-seal-soft px-5 py-4 text-sm sm:px-8">{footer}</div>}
    </figure>
  );
}

/** One line with its end, the name of the field set apart; a long one hangs under its own first word. */
function Line({ text }: { readonly text: string }) {
  const [name = ""] = /^[a-z][a-z0-9-]*: /.exec(text) ?? [];
  return (
    <span className="block ps-[2ch] -indent-[2ch]">
      <span className="text-soft">{name}</span>
      {text.slice(name.length)}
    </span>
  );
}
