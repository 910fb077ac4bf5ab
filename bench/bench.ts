/** One of the two things that are compared. */
export interface Side {
  readonly name: string;
  /** Does the work once more and says how much of it was done in a second. */
  perSecond(): Promise<number>;
}

/** A figure: how fast our work is beside a yardstick of the same machine, in the same run. */
export interface Bench {
  readonly name: string;
  /** The ratio that is aimed at, and what bounds it. */
  readonly goal?: string;
  /** What both sides need, made once. */
  setUp(): Promise<Prepared>;
}

interface Prepared {
  readonly subject: Side;
  readonly yardstick: Side;
  /** Lines to print below the ratio, as a latency that was measured on the way. */
  readonly notes?: () => readonly string[];
  readonly tearDown?: () => Promise<void>;
}
