/** One of the things that are compared. */
export interface Side {
  readonly name: string;
  /** Does the work once more and says how much of it was done in a second. */
  perSecond(): Promise<number>;
}

/** A figure: how fast our work is beside yardsticks of the same machine, in the same run. */
export interface Bench {
  readonly name: string;
  /** What is aimed at, and what bounds it. */
  readonly goal?: string;
  /** What all sides need, made once. */
  setUp(): Promise<Prepared>;
}

export interface Prepared {
  readonly subject: Side;
  readonly yardsticks: readonly Side[];
  /** Lines to print below the ratios, as a latency that was measured on the way. */
  readonly notes?: () => readonly string[];
  readonly tearDown?: () => Promise<void>;
}
