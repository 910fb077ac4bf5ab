/**
 * What can be said of a message that was not taken over: never will it be, later perhaps, or nobody knows whether it was,
 * because the answer was lost.
 */
export type Fate = "REFUSED" | "LATER" | "LOST";

/** A message was not sent, or nobody knows. The code is stable and tells nothing of whom it was for. */
export class PostError extends Error {
  readonly code: string;
  readonly fate: Fate;

  constructor(code: string, fate: Fate, options?: ErrorOptions) {
    super(`${code}: ${fate}`, options);
    this.name = "PostError";
    this.code = code;
    this.fate = fate;
  }
}
