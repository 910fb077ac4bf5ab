import { FileSignature, KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { LifeBar } from "./life-bar.tsx";
import { StatusTag } from "./status-tag.tsx";
import type { Tone } from "./tone.ts";

interface KeyCardProps {
  /** SIGN_IN shows a key, SIGNING a pen. */
  readonly purpose: "SIGN_IN" | "SIGNING" | "NEITHER";
  /** "Key for signing in" */
  readonly purposeText: ReactNode;
  readonly name: ReactNode;
  readonly organisation?: ReactNode;
  readonly status?: { readonly tone: Tone; readonly text: ReactNode };
  /** How much of its life is left, 0 to 1, and the same in words: "Valid until 31 January 2027, 69 days left". */
  readonly life?: { readonly left: number; readonly text: ReactNode };
  readonly facts?: readonly { readonly term: ReactNode; readonly value: ReactNode }[];
  /** What can be done now: links or buttons. */
  readonly actions?: ReactNode;
  readonly headingLevel?: "h2" | "h3";
}

/** A key, the same wherever one is shown: whose it is, what it may do, how long it lives, what can be done now. */
export function KeyCard({
  purpose,
  purposeText,
  name,
  organisation,
  status,
  life,
  facts = [],
  actions,
  headingLevel: Heading = "h3",
}: KeyCardProps) {
  const Icon = purpose === "SIGN_IN" ? KeyRound : FileSignature;
  return (
    <article className="relative overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex flex-col gap-4 p-5 sm:p-6">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <p className="flex items-center gap-2 text-soft">
            <Icon aria-hidden className="size-5 shrink-0 text-accent" />
            {purposeText}
          </p>
          {status && <StatusTag tone={status.tone}>{status.text}</StatusTag>}
        </div>
        <div>
          <Heading className="break-words text-xl">
            <bdi>{name}</bdi>
          </Heading>
          {organisation && (
            <p className="text-soft">
              <bdi>{organisation}</bdi>
            </p>
          )}
        </div>
        {life && (
          <div>
            <LifeBar left={life.left} />
            <p className="figures mt-2 text-sm">{life.text}</p>
          </div>
        )}
        {facts.length > 0 && (
          <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2">
            {facts.map(({ term, value }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the facts are fixed for the life of the card
              <div key={place} className="min-w-0">
                <dt className="text-soft">{term}</dt>
                <dd className="figures break-words font-medium">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {actions && <div className="no-print flex flex-wrap gap-3 border-line border-t pt-4">{actions}</div>}
      </div>
    </article>
  );
}
