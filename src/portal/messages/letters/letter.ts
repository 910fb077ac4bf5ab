import type { MessageKind } from "#platform/prisma/enums.ts";

/** What is known when something is told. */
export interface ToTell {
  /** Of the message. */
  readonly id: string;
  readonly kind: MessageKind;
  readonly language: string;
  /** How to address the person. */
  readonly name: string;
  /** As they were queued: text from outside. */
  readonly facts: Readonly<Record<string, string>>;
  /** Where the account is. */
  readonly origin: string;
  readonly now: Date;
}

/** A letter in the order in which it is read, before it is laid out. */
export interface LetterParts {
  readonly language: string;
  readonly subject: string;
  readonly product: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** A code to be copied. */
  readonly code?: string | undefined;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly action?: { readonly label: string; readonly href: string; readonly orOpen: string } | undefined;
  /** What to do when it wasn't the person. */
  readonly notYou?: { readonly text: string; readonly label: string; readonly href: string } | undefined;
  readonly closing: readonly string[];
}
